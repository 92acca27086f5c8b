import { expect, test } from '@jest/globals';
import { operationIds, rowOf } from '../../../functions/operations.ts';
import { ruleNameOf, tracedShare } from '../../../lib/cloud/rest-api/sampling-rule.ts';
import { minimal, synthesize } from './synthesize.ts';
import { ofType, onlyOne, permissionsOf, result } from './template-reader.ts';

const template = await synthesize(minimal);

test('one in twenty of the stage’s requests is traced, and no number of them besides', () => {
  const { Properties: stage } = onlyOne(template, 'AWS::ApiGateway::Stage');
  const { Properties: api } = onlyOne(template, 'AWS::ApiGateway::RestApi');
  const { SamplingRule } = onlyOne(template, 'AWS::XRay::SamplingRule').Properties;

  expect(SamplingRule).toEqual({
    RuleName: 'a-gateway',
    Version: 1,
    Priority: 5000,
    FixedRate: 0.05,
    ReservoirSize: 0,
    ServiceName: `${String(api['Name'])}/${String(stage['StageName'])}`,
    ServiceType: 'AWS::ApiGateway::Stage',
    Host: '*',
    HTTPMethod: '*',
    URLPath: '*',
    ResourceARN: '*',
  });
  expect(tracedShare).toBe(0.05);
});

test.each(['a', 'a'.repeat(32), 'a'.repeat(33), `${'a'.repeat(127)}b`])(
  'the rule’s name has at most 32 characters: %s',
  (stackName) => {
    expect(ruleNameOf(stackName)).toMatch(/^[a-z\d-]{1,32}$/);
  },
);

test('stacks whose names begin alike have rules of their own', () => {
  const [one, other] = ['live', 'test'].map((end) => ruleNameOf(`${'payments-'.repeat(5)}${end}`));

  expect(one).not.toBe(other);
});

const scheduled = operationIds.filter((id) => rowOf(id).schedule !== undefined);

test.each(scheduled)('%s is not traced by itself, and may not write traces', (id) => {
  const lambda = ofType(template, 'AWS::Lambda::Function').get(`${id}/Lambda`);

  expect(result(template, lambda?.Properties)).toMatchObject({
    TracingConfig: { Mode: 'PassThrough' },
  });
  expect(permissionsOf(template, `${id}/Role`).join()).not.toMatch(/xray/);
});

test('schedules start functions of this stack', () => {
  expect(scheduled).toContain('gateway.recover');
});
