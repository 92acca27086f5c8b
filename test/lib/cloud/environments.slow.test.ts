import {
  operationIds,
  providerNames,
  providerOf,
  rowOf,
  type OperationId,
} from '../../../functions/operations.ts';
import { bulkheads } from '../../../lib/cloud/environments/defaults.ts';
import { minimal, synthesize, withStack } from './synthesize.ts';
import { ofType, onlyOne, permissionsOf, type Template } from './template-reader.ts';

/* What an environment may say differently, and what follows from it. */

const environment = minimal;

describe('a stack that serves one provider', () => {
  let only: Template;
  beforeAll(async () => {
    only = await synthesize({ ...environment, providers: [providerNames[0] ?? ''] });
  }, 120_000);

  test('has its routes and secret, and nothing of the others', () => {
    const ids = operationIds.filter((id) => [undefined, providerNames[0]].includes(providerOf(id)));
    const text = JSON.stringify(only);

    expect(ofType(only, 'AWS::Lambda::Function').size).toBe(ids.length);
    expect(ids.length).toBeLessThan(operationIds.length);
    expect(text).not.toContain(`/${providerNames[1] ?? 'none'}`);
    expect(text).not.toContain(`${(providerNames[1] ?? 'none').toUpperCase()}_SECRET`);
  });

  test('is refused where there is no such provider', async () => {
    await expect(synthesize({ ...environment, providers: ['nobody'] })).rejects.toThrow(
      'There is no provider nobody. There are: komoju, coiney.',
    );
  });
});

describe('a stack that is made anew on what another one left behind', () => {
  const arn = 'arn:aws:secretsmanager:ap-northeast-1:111122223333:secret:Old-abcdef';

  test('reads that ledger’s secret, and keeps its own', async () => {
    const anew = await synthesize({ ...environment, ledgerSecretArn: arn });
    const claiming = operationIds.filter((id) => rowOf(id).effect === 'mutation');

    for (const id of claiming) {
      const { Properties } = ofType(anew, 'AWS::Lambda::Function').get(`${id}/Lambda`) ?? {};
      expect(Properties?.['Environment']).toMatchObject({ Variables: { LEDGER_SECRET: arn } });
      expect(permissionsOf(anew, `${id}/Role`)).toContain(
        `secretsmanager:GetSecretValue on ${arn}`,
      );
    }
    expect(ofType(anew, 'AWS::SecretsManager::Secret').has('LedgerSecret')).toBe(true);
  }, 120_000);
});

describe('reserved concurrency', () => {
  const reservedIn = (of: Template): unknown[] =>
    operationIds.map(
      (id) =>
        ofType(of, 'AWS::Lambda::Function').get(`${id}/Lambda`)?.Properties[
          'ReservedConcurrentExecutions'
        ],
    );

  test('is what an environment says for each effect, and none where it says nothing', async () => {
    const some = await synthesize({ ...environment, reservedConcurrency: { mutation: 7 } });

    expect(reservedIn(some)).toEqual(
      operationIds.map((id) => (rowOf(id).effect === 'mutation' ? 7 : undefined)),
    );
    expect(new Set(reservedIn(await synthesize(environment)))).toEqual(new Set([undefined]));
  }, 120_000);

  test('as it is recommended leaves 100 of 1,000 unreserved, and no provider has them all', () => {
    const of = (ids: readonly OperationId[]): number =>
      ids.reduce((sum, id) => sum + bulkheads[rowOf(id).effect], 0);
    const providers = providerNames.map((name) =>
      operationIds.filter((id) => providerOf(id) === name),
    );

    expect(of(operationIds)).toBe(892);
    expect(Math.max(...providers.map(of))).toBe(650);
  });
});

describe('a live stack', () => {
  test('is not deleted before its protection is switched off', async () => {
    const isProtected = (mode: 'live' | 'test') =>
      withStack({ ...environment, mode }, (stack) => stack.terminationProtection);

    expect([await isProtected('live'), await isProtected('test')]).toEqual([true, false]);
  }, 120_000);

  test('keeps the log of who called, and a test stack does not', async () => {
    const live = await synthesize({ ...environment, mode: 'live' });
    const policyOf = (of: Template): unknown =>
      ofType(of, 'AWS::Logs::LogGroup').get('RestApi/AccessLog/Logs')?.DeletionPolicy;

    const template = await synthesize(environment);
    expect([policyOf(live), policyOf(template)]).toEqual(['Retain', 'Delete']);
  }, 120_000);
});

describe('a stack whose own table leaves it', () => {
  test('uses the other one, and has none', async () => {
    const left = await synthesize({
      ...environment,
      ledgerTableName: 'restored',
      leaveTable: true,
    });

    expect(ofType(left, 'AWS::DynamoDB::Table').size).toBe(0);
    expect(left.Outputs['LedgerTableName']?.Value).toBe('restored');
  }, 120_000);

  test('is nowhere else different from before, so that cdk import finds nothing but a table to add', async () => {
    const named = { ...environment, ledgerTableName: 'restored' };
    const left = await synthesize({ ...named, leaveTable: true });
    const added = await synthesize(named);
    const others = Object.entries(added.Resources).filter(
      ([, { Type }]) => Type !== 'AWS::DynamoDB::Table',
    );

    expect(Object.fromEntries(others)).toEqual(left.Resources);
  }, 120_000);

  test('describes the table that was added as its own, so that nothing switches on what it lacks', async () => {
    const of = (template: Template): unknown =>
      onlyOne(template, 'AWS::DynamoDB::Table').Properties;

    const added = await synthesize({ ...environment, ledgerTableName: 'restored' });
    expect(of(added)).toEqual(of(await synthesize(environment)));
  }, 120_000);

  test('is refused where no other one is named: every claim would be forgotten', async () => {
    await expect(synthesize({ ...environment, leaveTable: true })).rejects.toThrow('leaveTable');
  });
});

test('with everything on, a stack has at most 450 of the 500 resources that CloudFormation takes', async () => {
  const template = await synthesize({
    ...environment,
    mode: 'live',
    customerManagedKey: true,
    operators: ['arn:aws:iam::111122223333:role/Operator'],
    backup: { keepDays: 400, lock: 'compliance' },
    callerAddresses: ['203.0.113.7/32', '2001:db8::/48'],
    domain: {
      name: 'pay.example.com',
      certificateArn: 'arn:aws:acm:ap-northeast-1:111122223333:certificate/abc',
    },
    reservedConcurrency: bulkheads,
    endpoints: ['one', 'two', 'three', 'four'].map((name) => ({
      name,
      url: 'https://shop.example.com/webhooks',
    })),
  });

  expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(450);
}, 120_000);
