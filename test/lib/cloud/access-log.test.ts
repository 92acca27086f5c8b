import { expect, test } from '@jest/globals';
import { metricsFrom } from '../../../functions/metrics.ts';
import { minimal, synthesize } from './synthesize.ts';
import { ofType, onlyOne } from './template-reader.ts';

const template = await synthesize(minimal);
const filters = [...ofType(template, 'AWS::Logs::MetricFilter').values()].map(
  ({ Properties }) =>
    Properties as {
      readonly FilterPattern: string;
      readonly MetricTransformations: readonly [
        { readonly MetricName: string; readonly MetricNamespace: string },
      ];
    },
);
const nameOf = (filter: (typeof filters)[number]): string =>
  filter.MetricTransformations[0].MetricName;

test('every metric of the access log has its filter, in the stack’s own namespace', () => {
  expect(filters.map(nameOf).toSorted()).toEqual(metricsFrom('access log').toSorted());
  for (const { MetricTransformations } of filters)
    expect(MetricTransformations).toMatchObject([
      { MetricNamespace: 'PaymentGateway/a-gateway', MetricValue: '1' },
    ]);
});

test.each([
  [
    'defects',
    '{ ($.status = "500") || ($.errorType = "INTEGRATION_*") || ($.errorType = "AUTHORIZER_*") }',
  ],
  ['callersRefused', '{ ($.status = "401") || ($.status = "403") }'],
  ['throttled', '{ $.status = "429" }'],
])('%s are counted by what the log holds', (name, pattern) => {
  const filter = filters.find((each) => nameOf(each) === name);
  const format = JSON.stringify(onlyOne(template, 'AWS::ApiGateway::Stage').Properties);

  expect(filter?.FilterPattern).toBe(pattern);
  const fields = [...pattern.matchAll(/\$\.(\w+)/g)].map(([, field = '']) => field);
  for (const field of fields) expect(format).toContain(`\\"${field}\\":`);
});
