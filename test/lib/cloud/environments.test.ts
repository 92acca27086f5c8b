import { operationIds, providerNames, providerOf, rowOf } from '../../../functions/operations.ts';
import type { Environment } from '../../../lib/cloud/environments.ts';
import { synthesize, withStack } from './synthesize.ts';
import { ofType, permissionsOf, type Template } from './template-reader.ts';

/* What an environment may say differently, and what follows from it. */

const environment: Environment = {
  stackName: 'a-gateway',
  mode: 'test',
  cardData: 'tokens-only',
  accountCloudWatchRole: 'create',
};

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
      'There is no provider nobody.',
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
