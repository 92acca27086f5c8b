import { GetSecretValueCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { localSystem, type LocalSystem } from '../support/local.ts';
import { card, newKey, payments, shown } from './orders.ts';
import { secretsOf } from '../support/secrets.ts';
import { operationOf, startSystem, type System } from './system.ts';

/* Who is whose: stacks that share an account at the provider, and a stack that changes its account. */

let local: System;
let other: LocalSystem;
beforeAll(async () => {
  local = await startSystem();
  other = await localSystem({ sharedSimulatorUrl: local.simulatorUrl });
}, 60_000);
afterAll(async () => {
  await other.close();
  await local.close();
});

const body = { amount: 1000, currency: 'JPY', payment_details: card };

test('two stacks on one account take two payments for the same caller and key', async () => {
  const order = { body, idempotencyKey: newKey() };

  const [first, second] = [
    await local.call('POST', payments, order),
    await other.call('POST', payments, order),
  ];
  const replays = [
    await local.call('POST', payments, order),
    await other.call('POST', payments, order),
  ];

  expect([first.status, second.status]).toEqual([200, 200]);
  expect(shown(second).id).not.toBe(shown(first).id);
  expect(operationOf(second)).not.toBe(operationOf(first));
  expect(shown(second).metadata['gateway_operation']).toBe(operationOf(second));
  expect(replays.map(({ body: replayed }) => replayed)).toEqual([first.body, second.body]);
});

/** Puts another text into a secret, and lets pass what a function keeps one for. */
async function changeSecret(
  name: string,
  change: (members: Record<string, string>) => object,
): Promise<void> {
  const { client, settings } = await secretsOf(local);
  const SecretId = settings[name];
  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId }));
  const changed = change(JSON.parse(SecretString) as Record<string, string>);
  await client.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(changed) }));
  client.destroy();
  await local.advanceClock(6 * 60_000);
}

/** Puts another account's label beside the provider's key, as somebody does who changes the account. */
const changeAccount = (account: string): Promise<void> =>
  changeSecret('KOMOJU_SECRET', (members) => ({ ...members, account }));

test('what is open at one account is not sent to another, and goes on when the account is back', async () => {
  const order = { body, idempotencyKey: newKey() };
  await local.fault({ match: 'POST /api/v1/payments', kind: 'drop_before_accept' });
  const lost = await local.call('POST', payments, order);
  const before = (await local.requests()).length;

  await changeAccount('another');
  const elsewhere = await local.call('POST', payments, order);
  const sent = (await local.requests()).length - before;
  await changeAccount('main');
  const back = await local.call('POST', payments, order);

  expect([lost.status, elsewhere.status, shown(elsewhere).error.code]).toEqual([
    409,
    409,
    'outcome_unknown',
  ]);
  expect(sent).toBe(0);
  expect(back.status).toBe(200);
  expect(await local.applied(operationOf(back))).toBe(1);
});

test('what was sent under one key of the account is not sent under another, but read', async () => {
  const order = { body, idempotencyKey: newKey() };
  await local.fault({ match: 'POST /api/v1/payments', kind: 'drop_after_accept' });
  const lost = await local.call('POST', payments, order);
  const before = (await local.requests()).length;

  await changeSecret('KOMOJU_SECRET', (members) => ({ ...members, secretKey: 'sk_test_other' }));
  const again = await local.call('POST', payments, order);
  const sent = (await local.requests()).length - before;
  await changeSecret('KOMOJU_SECRET', (members) => ({
    ...members,
    secretKey: 'sk_test_simulator',
  }));
  await local.runs('gateway.recover');
  const found = await local.call('POST', payments, order);

  expect([lost.status, again.status, shown(again).error.code]).toEqual([
    409,
    409,
    'outcome_unknown',
  ]);
  expect(sent).toBe(0);
  expect([found.status, found.headers.get('x-result-source')]).toEqual([200, 'read']);
  expect(await local.applied(operationOf(found))).toBe(1);
});

test('a fingerprint key that was replaced in place makes no request another one', async () => {
  const order = { body, idempotencyKey: newKey() };
  const first = await local.call('POST', payments, order);
  let kept = '';

  await changeSecret('LEDGER_SECRET', (members) => {
    kept = members['fingerprintKey1'] ?? '';
    return { ...members, fingerprintKey1: 'x'.repeat(64) };
  });
  const replaced = await local.call('POST', payments, order);
  await changeSecret('LEDGER_SECRET', (members) => ({ ...members, fingerprintKey1: kept }));
  const back = await local.call('POST', payments, order);

  expect([replaced.status, shown(replaced).error.code]).toEqual([503, 'not_attempted']);
  expect([back.status, back.body]).toEqual([200, first.body]);
});

test('a stack that is made anew charges every key again, unless it continues the old ledger by its secret', async () => {
  const order = { body, idempotencyKey: newKey() };
  const first = await local.call('POST', payments, order);
  let old: Record<string, string> = {};

  await changeSecret('LEDGER_SECRET', (members) => {
    old = members;
    return { ...members, namespace: 'that-of-another-stack' };
  });
  const anew = await local.call('POST', payments, order);
  await changeSecret('LEDGER_SECRET', () => old);
  const continued = await local.call('POST', payments, order);

  expect([anew.status, shown(anew).id === shown(first).id]).toEqual([200, false]);
  expect(continued.body).toBe(first.body);
  expect(continued.headers.get('idempotent-replayed')).toBe('true');
});
