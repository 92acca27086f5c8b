import { beforeAll, expect, test } from '@jest/globals';
import { operationIds, rowOf } from '../../../functions/operations.ts';
import type { Environment } from '../../../lib/cloud/environments/environment.ts';
import { minimal, synthesize } from './synthesize.ts';
import { ofType, onlyOne, result, type Template } from './template-reader.ts';

/* What the table and the secrets refuse by themselves. */

const environment: Environment = { ...minimal, mode: 'live' };
const operator = 'arn:aws:iam::111122223333:role/Operator';

type Statement = {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

/** The statements of the policy on a table or a secret, by their names. */
function statementsOn(template: Template, resource: string): Map<string, Statement> {
  const policies =
    resource === 'table'
      ? [onlyOne(template, 'AWS::DynamoDB::Table').Properties['ResourcePolicy']]
      : [...ofType(template, 'AWS::SecretsManager::ResourcePolicy').values()]
          .map(({ Properties }) => result(template, Properties))
          .filter((policy) => (policy as { SecretId: string }).SecretId === resource)
          .map((policy) => ({
            PolicyDocument: (policy as { ResourcePolicy: unknown }).ResourcePolicy,
          }));
  const statements = policies.flatMap(
    (policy) =>
      (result(template, policy) as { PolicyDocument: { Statement: readonly Statement[] } })
        .PolicyDocument.Statement,
  );
  return new Map(statements.map((statement) => [statement.Sid, statement]));
}

let open: Template;
let closed: Template;
beforeAll(async () => {
  open = await synthesize(environment);
  closed = await synthesize({ ...environment, operators: [operator] });
}, 120_000);

/** The roles of the functions of some effects. */
const rolesOf = (...effects: readonly string[]): readonly string[] =>
  operationIds.filter((id) => effects.includes(rowOf(id).effect)).map((id) => `${id}/Role`);

const refused = { Effect: 'Deny', Principal: { AWS: '*' } };

test.each([
  ['table', 'dynamodb:DeleteItem'],
  ['LedgerSecret', 'secretsmanager:DeleteSecret'],
])('the %s of the ledger refuses everybody to forget: %s', (resource, action) => {
  for (const template of [open, closed]) {
    const statement = statementsOn(template, resource).get('NothingIsForgotten');

    expect(statement).toMatchObject(refused);
    expect(statement?.Condition).toBeUndefined();
    expect([statement?.Action].flat()).toContain(action);
  }
});

test('without operators nobody is refused to read', () => {
  for (const resource of ['table', 'LedgerSecret', 'Callers', 'Provider.komoju']) {
    expect(statementsOn(open, resource).has('OnlyFunctionsAndOperators')).toBe(false);
  }
});

test.each([
  [
    'table',
    'dynamodb:GetItem',
    rolesOf('mutation', 'record-read', 'inbox', 'health', 'background', 'delivery'),
  ],
  ['LedgerSecret', 'secretsmanager:GetSecretValue', rolesOf('mutation')],
  ['Callers', 'secretsmanager:GetSecretValue', rolesOf('authorizer')],
  ['Canary', 'secretsmanager:GetSecretValue', rolesOf('canary', 'authorizer')],
])('with operators the %s is read by them and its functions only', (resource, action, roles) => {
  const statement = statementsOn(closed, resource).get('OnlyFunctionsAndOperators');

  expect(statement).toMatchObject(refused);
  expect([statement?.Action].flat()).toContain(action);
  expect(statement?.Condition?.['Bool']).toEqual({ 'aws:PrincipalIsAWSService': 'false' });
  const passing = statement?.Condition?.['ArnNotEquals']?.['aws:PrincipalArn'] as readonly string[];
  expect([...passing].sort()).toEqual([...roles, operator].sort());
});

test('a stack on an old ledger describes for its own table and secret what the old ones must let in', async () => {
  const anew = await synthesize({
    ...environment,
    operators: [operator],
    ledgerTableName: 'old',
    ledgerSecretArn: 'arn:aws:secretsmanager:ap-northeast-1:111122223333:secret:Old-abcdef',
  });

  for (const resource of ['table', 'LedgerSecret']) {
    expect(statementsOn(anew, resource)).toEqual(statementsOn(closed, resource));
  }
}, 60_000);

test('with operators each provider’s secret is read by its own functions', () => {
  const statement = statementsOn(closed, 'Provider.komoju').get('OnlyFunctionsAndOperators');
  const passing = statement?.Condition?.['ArnNotEquals']?.['aws:PrincipalArn'] as readonly string[];

  expect(passing).toContain('komoju.payment.create/Role');
  expect(passing).toContain('gateway.recover/Role');
  expect(passing.filter((role) => role.startsWith('coiney.'))).toEqual([]);
});
