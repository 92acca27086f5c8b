import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { environmentOf } from '../support/environment.ts';
import { secretsOf } from '../support/secrets.ts';
import { operations, spawnGateway, type Ended } from './gateway-command.ts';
import { vanish } from './mutations.ts';
import { outputsOf, startStacks, type Stacks } from './stacks.ts';
import { startSystem, type System } from './system.ts';

/* A stack in AWS is named as a whole: its own outputs lead to its table and its secrets, and nothing else does. */

let local: System;
let stacks: Stacks;
let table: string;
let id: string;
beforeAll(async () => {
  local = await startSystem();
  const { LedgerTableName = '', KomojuSecretArn = '', ...others } = await outputsOf(local);
  const { settings } = await environmentOf(local);
  table = LedgerTableName;
  const shop = { ...others, LedgerTableName, KomojuSecretArn };
  stacks = await startStacks(local, {
    shop,
    // As a second stack in the account: the same table, so that only the secret tells them apart.
    other: { ...shop, KomojuSecretArn: settings['COINEY_SECRET'] ?? '' },
    live: { ...shop, BaseUrl: 'https://pay.example.com/live' },
    bare: { LedgerTableName },
    modeless: { ...shop, BaseUrl: 'https://pay.example.com/alive' },
    foreign: { BaseUrl: 'https://example.com/live' },
  });
  ({ id } = await vanish(local, 'komoju.payment.create', 'drop_after_accept'));
  // Neither is the account that it was sent to, so no provider is called.
  await put(KomojuSecretArn, { account: 'shops', secretKey: 'sk_test_simulator' });
  await put(settings['COINEY_SECRET'] ?? '', { account: 'others', secretKey: 'sk_test_other' });
}, 60_000);
afterAll(async () => {
  await stacks.close();
  await local.close();
});

async function put(SecretId: string, secret: object): Promise<void> {
  const { client } = await secretsOf(local);
  const SecretString = JSON.stringify(secret);
  await client.send(new PutSecretValueCommand({ SecretId, SecretString }));
  client.destroy();
}

const typed = (...words: readonly string[]): Promise<Ended> => spawnGateway(words, stacks.env);

describe('a decision', () => {
  const decide = (...words: readonly string[]): Promise<Ended> =>
    typed('operations', 'resolve', id, '--object', 'x', '--reason', 'Seen.', '--yes', ...words);

  test('is looked up with the secret that the outputs of the stack name', async () => {
    const [shop, other] = [await decide('--stack', 'shop'), await decide('--stack', 'other')];

    expect([shop.code, shop.error]).toEqual([
      1,
      expect.stringContaining('the secret is of shops.'),
    ]);
    expect([other.code, other.error]).toEqual([
      1,
      expect.stringContaining('the secret is of others.'),
    ]);
    expect((await local.item(id))?.['st']?.S).toBe('PENDING');
  }, 60_000);

  test('is not looked up with a key of the other mode than the stack’s', async () => {
    const { code, error } = await decide('--stack', 'live');

    expect([code, error]).toEqual([1, expect.stringContaining('of the other mode')]);
  }, 30_000);

  test('is not taken in a stack that does not say where the secret is', async () => {
    const { code, out, error } = await decide('--stack', 'bare');

    expect([code, out]).toEqual([1, expect.stringMatching(/^state +pending$/m)]);
    expect(error).toMatch(/^The stack bare has no output KomojuSecretArn\./);
  }, 30_000);

  test.each([
    ['a table', ['--table', 'x']],
    ['a table beside the stack', ['--stack', 'shop', '--table', 'x']],
    ['a secret beside the stack', ['--stack', 'shop', '--secret', 'arn:x']],
  ])('is not taken by %s', async (_, words) => {
    const { code, error } = await operations(local, 'resolve', id, '--not-executed', ...words);

    expect([code, error]).toEqual([2, expect.stringMatching(/^error: unknown option '--/)]);
  });
});

test('what is open is listed by the stack, and by a table that is no stack’s', async () => {
  const [byStack, byTable] = [
    await typed('operations', 'list', '--stack', 'shop', '--json'),
    await typed('operations', 'list', '--table', table, '--json'),
  ];

  expect(JSON.parse(byStack.out)).toEqual([expect.objectContaining({ id })]);
  expect(JSON.parse(byTable.out)).toEqual(JSON.parse(byStack.out));
}, 60_000);

test('what is no gateway’s stack is told', async () => {
  const foreign = await typed('operations', 'list', '--stack', 'foreign');
  const none = await typed('operations', 'list', '--stack', 'none');

  expect([foreign.code, foreign.error]).toEqual([1, expect.stringContaining('it is no gateway')]);
  expect([none.code, none.error]).toEqual([1, expect.stringContaining('none does not exist')]);
}, 60_000);

describe('a caller’s key', () => {
  const add = (caller: string, stack: string): Promise<Ended> =>
    typed('callers', 'add', caller, '--scope', 'gateway.*', '--stack', stack);

  test.each([
    ['test', 'shop'],
    ['live', 'live'],
  ])(
    'is of mode %s as the stack %s is',
    async (mode, stack) => {
      const { code, out } = await add(`for-${stack}`, stack);

      expect([code, out]).toEqual([
        0,
        expect.stringMatching(new RegExp(`^ +gk_${mode}_\\w{22}$`, 'm')),
      ]);
    },
    30_000,
  );

  test.each([
    ['modeless', 'ends in no mode'],
    ['bare', 'has no output CallersSecretArn'],
  ])(
    'is not made for the stack %s',
    async (stack, words) => {
      const { code, out, error } = await add('nobody', stack);

      expect([code, out, error]).toEqual([1, '', expect.stringContaining(words)]);
    },
    30_000,
  );
});
