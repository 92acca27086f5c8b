import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Environment } from '../../../lib/cloud/environments/environment.ts';
import { minimal, synthesize } from './synthesize.ts';
import { ofType, permissionsOf, result, type Template } from './template-reader.ts';

/* What the canary may do, by the stack that it is of. */

/** The variables of a function. */
const variablesOf = (template: Template, id: string): Readonly<Record<string, unknown>> => {
  const { Properties } = ofType(template, 'AWS::Lambda::Function').get(`${id}/Lambda`) ?? {};
  const environment = result(template, Properties?.['Environment']);
  return (environment as { Variables: Record<string, unknown> }).Variables;
};

// prettier-ignore
const stacks: readonly [string, Partial<Environment>][] = [
  ['a live stack',                                     { mode: 'live' }],
  ['a test stack that lists its callers’ addresses',   { callerAddresses: ['203.0.113.7/32'] }],
  ['a test stack without a provider that can cancel',  { providers: ['coiney'] }],
];

describe.each(stacks)('in %s', (_, changes) => {
  let template: Template;
  beforeAll(async () => {
    template = await synthesize({ ...minimal, ...changes });
  }, 60_000);

  test('it may ask for health and nothing else, and is not told to pay', () => {
    expect(variablesOf(template, 'gateway.authorize')['CANARY_SCOPES']).toBe('gateway.health');
    expect(variablesOf(template, 'gateway.canary')).not.toHaveProperty('CANARY_TRIALS');
  });

  test('it reaches neither the table nor another secret than its own', () => {
    const others = permissionsOf(template, 'gateway.canary/Role').filter(
      (sentence) => !/^(xray|logs|sqs):/.test(sentence),
    );

    expect(others).toEqual(['secretsmanager:GetSecretValue on Canary']);
  });
});

test('its secret goes with the stack, for the key opens nothing without it', async () => {
  const template = await synthesize(minimal);

  expect(ofType(template, 'AWS::SecretsManager::Secret').get('Canary')).toMatchObject({
    DeletionPolicy: 'Delete',
    UpdateReplacePolicy: 'Delete',
  });
}, 60_000);
