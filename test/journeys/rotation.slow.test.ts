import { GetSecretValueCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hourMs, minuteMs, secondMs } from '../../functions/platform/clock.ts';
import { secretsOf } from '../support/secrets.ts';
import { gateway, hereOf } from './gateway-command.ts';
import { operationsOfLinks } from './links.ts';
import { steadyLoad, type SteadyLoad } from './steady-load.ts';
import { startSystem, type System } from './system.ts';

/* Every secret is replaced as the runbook says, while customers pay: not one request fails. The tests go on from each other. */

let local: System;
let load: SteadyLoad;
let key: string;
beforeAll(async () => {
  local = await startSystem();
  await local.sandbox('POST', 'webhooks/release', { order: 'created' });
  const added = await gateway('callers', 'add', 'shop', '--scope', '*', '--json', ...hereOf(local));
  key = keyIn(added.out);
  await local.advanceClock(minuteMs);
  load = steadyLoad(local, () => key);
  await load.rounds(1);
}, 120_000);
afterAll(() => local.close());

const keyIn = (out: string): string => (JSON.parse(out) as { key: string }).key;

/** Lets time pass below the load, in steps that no lease notices: no request sees more than one of them. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 5 * secondMs) {
    const before = load.answered();
    await local.advanceClock(5 * secondMs);
    const isPast = () => load.answered().every((count, client) => count > (before[client] ?? 0));
    while (!isPast()) await new Promise(setImmediate);
  }
}

type Members = Readonly<Record<string, string>>;

/** Puts a new version of a secret, as an operator does. */
async function change(name: string, members: Members): Promise<Members> {
  const { client, settings } = await secretsOf(local);
  const SecretId = settings[name];
  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId }));
  const old = JSON.parse(SecretString) as Members;
  const text = JSON.stringify({ ...old, ...members });
  await client.send(new PutSecretValueCommand({ SecretId, SecretString: text }));
  client.destroy();
  return old;
}

const changeBoth = async (secretKey: string): Promise<void> => {
  await change('KOMOJU_SECRET', { secretKey });
  await change('COINEY_SECRET', { secretKey });
};

const providersAccept = (...keys: readonly string[]): Promise<unknown> =>
  local.sandbox('POST', 'keys', { keys });

/** Nothing has failed, and something was made since. */
async function soundSince(before: number): Promise<void> {
  await load.rounds(2);
  expect(load.failures).toEqual([]);
  expect(load.made.length).toBeGreaterThan(before);
}

test('the providers’ secret keys, where old and new are good for a while', async () => {
  const before = load.made.length;

  await providersAccept('sk_test_simulator', 'sk_test_second');
  await changeBoth('sk_test_second');
  await load.rounds(1);
  await pass(5 * minuteMs);
  await providersAccept('sk_test_second');

  await soundSince(before);
}, 120_000);

test('the providers’ secret keys, where the old ones are refused at once', async () => {
  const before = load.made.length;

  await providersAccept('sk_test_second', 'sk_test_third');
  await changeBoth('sk_test_third');
  await providersAccept('sk_test_third');

  await soundSince(before);
}, 120_000);

test('what webhooks are recognised by: what is on its way under the old one is taken, too', async () => {
  const before = load.made.length;
  const url = `${local.url}/komoju/webhooks`;

  await local.sandbox('POST', 'webhooks/hold');
  await load.rounds(1);
  const { webhookSecret: secret } = await change('KOMOJU_SECRET', { webhookSecret: 'whsec_new' });
  await change('COINEY_SECRET', { webhookToken: 'a-new-token-that-nobody-guesses' });
  // The dashboard still has the old secret, and then the new one.
  await local.sandbox('POST', 'komoju/webhooks', { url, secret });
  await local.sandbox('POST', 'webhooks/release', { order: 'created' });
  await load.rounds(1);
  await local.sandbox('POST', 'komoju/webhooks', { url, secret: 'whsec_new' });

  await soundSince(before);
}, 120_000);

test('a caller’s key', async () => {
  const before = load.made.length;

  const rotated = await gateway('callers', 'rotate', 'shop', '--json', ...hereOf(local));
  await pass(minuteMs);
  const old = key;
  key = keyIn(rotated.out);
  await load.rounds(1);
  await gateway('callers', 'retire', 'shop', '--yes', ...hereOf(local));
  await pass(minuteMs);

  await soundSince(before);
  expect((await local.call('GET', '/gateway/v1/health', { key: old })).status).toBe(401);
}, 120_000);

test('a further fingerprint key of the ledger', async () => {
  const before = load.made.length;

  await change('LEDGER_SECRET', { fingerprintKey2: 'y'.repeat(64) });
  await pass(5 * minuteMs);

  await soundSince(before);
  const last = await local.item(load.made.at(-1)?.operation ?? '');
  expect(last?.['fpv']?.N).toBe('2');
}, 120_000);

test('nothing was charged twice, every record is sound, and every webhook was taken at once', async () => {
  await load.stop();
  const told = await local.sandbox('POST', 'webhooks/wait');
  const webhooks = (await local.sandbox('GET', 'webhooks')) as { status: number; tries: number }[];
  await local.advanceClock(2 * hourMs);
  const runs = [await local.runs('gateway.recover'), await local.runs('gateway.reconcile')];

  expect(load.failures).toEqual([]);
  expect(told).toMatchObject({ held: 0, waiting: 0 });
  expect(webhooks.filter(({ status, tries }) => status !== 200 || tries !== 1)).toEqual([]);
  expect(webhooks.length).toBeGreaterThan(load.made.length);
  expect(runs.map(({ findings }) => findings)).toEqual([0, 0]);
  // The helpers of the tests ask with the first key.
  await providersAccept('sk_test_simulator');
  const links = await operationsOfLinks(local);
  const made = (provider: string): string[] =>
    load.made.filter((each) => each.provider === provider).map(({ operation }) => operation);
  expect([...links].sort()).toEqual(made('coiney').sort());
  for (const operation of made('komoju')) expect(await local.applied(operation)).toBe(1);
  for (const { operation } of load.made) {
    expect((await local.item(operation))?.['st']?.S).toBe('SUCCEEDED');
  }
}, 120_000);
