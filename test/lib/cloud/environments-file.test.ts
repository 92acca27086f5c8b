import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { bulkheads } from '../../../lib/cloud/environments/defaults.ts';
import { environments, readEnvironments } from '../../../lib/cloud/environments/environments.ts';
import { parseEnvironments } from '../../../lib/cloud/environments/parse.ts';

/* The file in which a merchant says what its stacks are. */

const folder = mkdtempSync(join(tmpdir(), 'environments-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const minimal = {
  stackName: 'shop',
  mode: 'test',
  cardData: 'tokens-only',
  accountCloudWatchRole: 'exists',
};
const fileOf = (...all: readonly object[]): string => JSON.stringify({ environments: all });

test('without the file there are a test stack and a live one', () => {
  expect(readEnvironments(join(folder, 'none.json'))).toBe(environments);
  expect(environments.map(({ mode }) => mode)).toEqual(['test', 'live']);
  expect(new Set(environments.map(({ stackName }) => stackName)).size).toBe(2);
  expect(environments.every(({ cardData }) => cardData === 'tokens-only')).toBe(true);
});

test('with it there are the stacks that it names, and no others', () => {
  const path = join(folder, 'environments.json');
  writeFileSync(
    path,
    fileOf(minimal, { ...minimal, stackName: 'other', region: 'ap-northeast-3' }),
  );

  expect(readEnvironments(path)).toEqual([
    minimal,
    { ...minimal, stackName: 'other', region: 'ap-northeast-3' },
  ]);
});

test('the file that the documents show is right', () => {
  const text = readFileSync('lib/cloud/environments/README.md', 'utf8');
  const shown = /```json\n([^]*?)```/.exec(text)?.[1] ?? '';

  expect(parseEnvironments(shown, 'environments.json')).toEqual([
    {
      ...minimal,
      stackName: 'payment-gateway-live',
      mode: 'live',
      accountCloudWatchRole: 'create',
      providers: ['komoju'],
      callerAddresses: ['203.0.113.7/32'],
      backup: { keepDays: 400, lock: 'governance' },
      reservedConcurrency: bulkheads,
      endpoints: [{ name: 'shop', url: 'https://shop.example/webhooks' }],
    },
  ]);
});

describe('what is wrong is named', () => {
  test.each([
    ['no JSON', '{', 'environments.json is not JSON'],
    ['no environment', fileOf(), 'environments'],
    ['a member that is none', fileOf({ ...minimal, alarmMail: 'x' }), '"alarmMail"'],
    ['a missing member', fileOf({ ...minimal, mode: undefined }), 'environments[0].mode'],
    ['a wrong word', fileOf({ ...minimal, cardData: 'all' }), 'environments[0].cardData'],
    ['a number as a text', fileOf({ ...minimal, throttleBurst: '5' }), 'throttleBurst'],
    ['a retention that AWS has not', fileOf({ ...minimal, logRetention: 42 }), 'logRetention'],
    ['no role', fileOf({ ...minimal, operators: ['me'] }), 'the ARN of an IAM role'],
    [
      'all roles',
      fileOf({ ...minimal, operators: ['arn:aws:iam::111122223333:role/*'] }),
      'the ARN of an IAM role',
    ],
    [
      'a session of a role',
      fileOf({ ...minimal, operators: ['arn:aws:sts::111122223333:assumed-role/A/b'] }),
      'the ARN of an IAM role',
    ],
    [
      'one provider twice',
      fileOf({ ...minimal, providers: ['komoju', 'komoju'] }),
      'stands there twice',
    ],
    [
      'an effect that is none',
      fileOf({ ...minimal, reservedConcurrency: { all: 1 } }),
      'reservedConcurrency',
    ],
    [
      'one name for two stacks',
      fileOf(minimal, minimal),
      'two environments have the same stackName',
    ],
    [
      'an old ledger’s secret without its table',
      fileOf({ ...minimal, ledgerSecretArn: 'arn:aws:secretsmanager:x:1:secret:y' }),
      'ledgerTableName',
    ],
  ])('%s', (_, text, message) => {
    expect(() => parseEnvironments(text, 'environments.json')).toThrow(message);
  });

  test('all of it at once', () => {
    const wrong = fileOf({ ...minimal, cardData: 'all' }, { ...minimal, mode: 'both' });

    expect(() => parseEnvironments(wrong, 'environments.json')).toThrow(
      /environments\[0\]\.cardData[^]*environments\[1\]\.mode/,
    );
  });
});
