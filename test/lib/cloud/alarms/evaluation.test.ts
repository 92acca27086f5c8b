import { describe, expect, test } from '@jest/globals';
import { isOn, type AlarmDefinition } from '../../../support/cloudwatch/alarm.ts';
import type { Datum } from '../../../support/cloudwatch/emitted.ts';

/* That the tests' CloudWatch decides as AWS's does: alarms-and-missing-data in its documentation, of 2026. */

const minute = 60_000;
const start = 1_790_000_040_000 - (1_790_000_040_000 % minute);

/** One value a minute, the oldest first; null where there is none. */
const minutes = (values: readonly (number | null)[], name = 'seen'): Datum[] =>
  values.flatMap((value, index) =>
    value === null
      ? []
      : [{ namespace: 'N', name, dimensions: {}, value, at: start + index * minute + 1000 }],
  );

const definition = (changes: Partial<AlarmDefinition> = {}): AlarmDefinition => ({
  AlarmName: 'a',
  Namespace: 'N',
  MetricName: 'seen',
  Statistic: 'Sum',
  Period: 60,
  Threshold: 0,
  ComparisonOperator: 'GreaterThanThreshold',
  EvaluationPeriods: 3,
  TreatMissingData: 'notBreaching',
  ...changes,
});

/** Whether the alarm is on at the end of the values. */
const after = (values: readonly (number | null)[], changes: Partial<AlarmDefinition> = {}) =>
  isOn(definition(changes), minutes(values), start + values.length * minute);

// prettier-ignore
describe('three values in a row', () => {
  test.each<[string, readonly (number | null)[], Partial<AlarmDefinition>, boolean]>([
    ['that are wrong',                               [0, 1, 1, 1],             {},                                true],
    ['of which one is right',                        [1, 1, 0, 1],             {},                                false],
    ['with a gap take an older one',                 [1, 1, null, 1],          {},                                true],
    ['of which two are missing are right',           [null, null, null, 1, null, null], {},                       false],
    ['that are missing are wrong where silence is',  [null, null, null, null, null], { TreatMissingData: 'breaching' }, true],
    ['of which two are wrong, where two suffice',    [1, 0, 1],                { DatapointsToAlarm: 2 },          true],
  ])('%s', (_case, values, changes, isExpected) => {
    expect(after(values, changes)).toBe(isExpected);
  });
});

test('a value that is wrong keeps an alarm of one period on, until it is too far back', () => {
  const one = { EvaluationPeriods: 1 };

  expect([after([1], one), after([1, null, null], one), after([1, null, null, null], one)]).toEqual(
    [true, true, false],
  );
});

test('the period that is not over yet does not count', () => {
  const one = definition({ EvaluationPeriods: 1 });

  expect(isOn(one, minutes([0, 1]), start + 1.5 * minute)).toBe(false);
});

test('metrics of other dimensions are other metrics', () => {
  const data = minutes([1, 1, 1]).map((each) => ({ ...each, dimensions: { operation: 'x' } }));

  expect(isOn(definition(), data, start + 3 * minute)).toBe(false);
});

// prettier-ignore
describe('a statistic', () => {
  test.each<[string, number, boolean]>([
    ['Sum',         11.9, true],
    ['SampleCount', 2.9, true],
    ['SampleCount', 3, false],
    ['Maximum',     6.9, true],
    ['Minimum',     1.9, true],
    ['Average',     4.1, false],
    ['p99',         6.9, true],
    ['p50',         3.1, false],
  ])('%s above %d is %s', (Statistic, Threshold, isExpected) => {
    const data = [2, 3, 7].map((value, index) => ({ ...minutes([value])[0], at: start + index }) as Datum);

    expect(isOn(definition({ Statistic, Threshold, EvaluationPeriods: 1 }), data, start + minute)).toBe(isExpected);
  });
});

describe('an expression', () => {
  const stat = (Id: string) => ({
    Id,
    MetricStat: { Metric: { Namespace: 'N', MetricName: Id }, Period: 60, Stat: 'Sum' },
    ReturnData: false,
  });
  const math = (Expression: string, Threshold = 0): AlarmDefinition => ({
    AlarmName: 'a',
    Metrics: [{ Id: 'e', Expression }, stat('one'), stat('other')],
    Threshold,
    ComparisonOperator: 'GreaterThanThreshold',
    EvaluationPeriods: 1,
    TreatMissingData: 'notBreaching',
  });
  const at = start + minute;

  test('is evaluated over its metrics', () => {
    const data = [...minutes([6], 'one'), ...minutes([8], 'other')];

    expect(isOn(math('100 * one / other', 74), data, at)).toBe(true);
    expect(isOn(math('IF(FILL(one, 0) >= 7, 100 * one / other, 0)', 1), data, at)).toBe(false);
    expect(isOn(math('SUM([one, other])', 13), data, at)).toBe(true);
  });

  test('with a metric that is never there has no value, but for a sum', () => {
    const data = minutes([6], 'one');

    expect(isOn(math('one + FILL(other, 0)'), data, at)).toBe(false);
    expect(isOn(math('SUM([one, other])', 5), data, at)).toBe(true);
  });

  test('that is not understood is said so', () => {
    expect(() => isOn(math('RATE(one)'), [], at)).toThrow('Not understood: RATE(one)');
    expect(() => isOn(math('process.exit()'), [], at)).toThrow('Not understood');
  });
});

test('a query takes the worst of its groups', () => {
  const query =
    'SELECT SUM(seen) FROM SCHEMA("N", caller) GROUP BY caller ORDER BY SUM() DESC LIMIT 1';
  const of = (caller: string, value: number) =>
    minutes([value]).map((each) => ({ ...each, dimensions: { caller } }));
  const data = [...of('shop', 2), ...of('shop', 3), ...of('other', 4)];
  const worst = (Threshold: number): AlarmDefinition => ({
    ...definition({ EvaluationPeriods: 1, Threshold }),
    Metrics: [{ Id: 'q', Expression: query, Period: 60 }],
  });

  expect([isOn(worst(4), data, start + minute), isOn(worst(5), data, start + minute)]).toEqual([
    true,
    false,
  ]);
});
