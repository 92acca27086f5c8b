import { describe, expect, test } from '@jest/globals';
import { countedInAccessLog, metricFiltersOf } from '../../support/cloudwatch/access-log.ts';
import { filterPattern } from '../../support/cloudwatch/filter-pattern.ts';

/* What evaluates the stack's metric filters in the tests, so that those can be believed. */

describe('a pattern', () => {
  test.each([
    ['{ $.status = "500" }', { status: '500' }, true],
    ['{ $.status = "500" }', { status: '5000' }, false],
    ['{ $.status = "500" }', { status: 500 }, false],
    ['{ $.status = "500" }', {}, false],
    ['{ $.type = "INTEGRATION_*" }', { type: 'INTEGRATION_FAILURE' }, true],
    ['{ $.type = "INTEGRATION_*" }', { type: 'AN_INTEGRATION_FAILURE' }, false],
    ['{ $.type = "a.c" }', { type: 'abc' }, false],
    ['{ $.a.b = "1" }', { a: { b: '1' } }, true],
    ['{ ($.a = "1") || ($.b = "1") }', { b: '1' }, true],
    ['{ ($.a = "1") && ($.b = "1") }', { b: '1' }, false],
    ['{ $.a = "1" || $.b = "1" && $.c = "1" }', { a: '1' }, true],
    ['{ ($.a = "1" || $.b = "1") && $.c = "1" }', { a: '1' }, false],
  ])('%s of %j: %s', (pattern, line, expected) => {
    expect(filterPattern(pattern)(line)).toBe(expected);
  });

  test.each([
    'ERROR',
    '{ $.status = 500 }',
    '{ $.status != "500" }',
    '{ $.status IS NULL }',
    '{ $.a = "1" $.b = "1" }',
    '{ ($.a = "1" }',
    '{ }',
  ])('that is more than is known here is refused: %s', (pattern) => {
    expect(() => filterPattern(pattern)).toThrow();
  });
});

const templateWith = (transformation: object) => ({
  Resources: {
    Other: { Type: 'AWS::Logs::LogGroup' },
    Filter: {
      Type: 'AWS::Logs::MetricFilter',
      Properties: {
        FilterPattern: '{ $.status = "429" }',
        MetricTransformations: [transformation],
      },
    },
  },
});

const throttled = { MetricName: 'throttled', MetricNamespace: 'N', MetricValue: '1' };

test('a line that matches is a value, at the time of its request', () => {
  const lines = ['429', '200'].map((status) =>
    JSON.stringify({ status, time: '28/Nov/2026:12:03:04 +0000' }),
  );

  expect(countedInAccessLog(metricFiltersOf(templateWith(throttled)), lines)).toEqual([
    {
      namespace: 'N',
      name: 'throttled',
      dimensions: {},
      value: 1,
      at: Date.parse('2026-11-28T12:03:04Z'),
    },
  ]);
});

test.each([{ DefaultValue: 0 }, { Dimensions: [] }, { MetricValue: '$.latencyMs' }])(
  'a filter that does more than is known here is refused: %j',
  (more) => {
    expect(() => metricFiltersOf(templateWith({ ...throttled, ...more }))).toThrow();
  },
);
