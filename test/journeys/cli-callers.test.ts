import { GetSecretValueCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { minuteMs } from '../../functions/platform/clock.ts';
import { callersOf } from '../../lib/cli/callers/target.ts';
import type { CallersSecret } from '../../lib/cli/callers/secret.ts';
import { gateway, hereOf, spawnGateway, type Ended } from './gateway-command.ts';
import { startSystem, type System } from './system.ts';

/* Who may call is a person's decision: added, given new keys, and refused again, while others do the same. */

let local: System;
let secret: CallersSecret;
let first: string;
beforeAll(async () => {
  local = await startSystem();
  ({ secret } = await callersOf({ local: true, sandbox: local.simulatorUrl }));
  first = await stored();
}, 60_000);
afterEach(async () => {
  await local.clearFaults();
  await secret.client.send(new PutSecretValueCommand({ SecretId: secret.id, SecretString: first }));
  await local.advanceClock(minuteMs);
});
afterAll(() => local.close());

const stored = async (): Promise<string> => {
  const read = new GetSecretValueCommand({ SecretId: secret.id });
  return (await secret.client.send(read)).SecretString ?? '';
};

const callers = (...words: readonly string[]): Promise<Ended> =>
  gateway('callers', ...words, ...hereOf(local));

/** The key in what a command printed as JSON. */
const keyIn = ({ out }: Ended): string => (JSON.parse(out) as { key: string }).key;

const newCaller = async (id: string, ...words: string[]): Promise<string> =>
  keyIn(await callers('add', id, '--scope', 'gateway.*,komoju.payment.list', ...words, '--json'));

const statusOf = async (key: string, path = '/komoju/api/v1/payments'): Promise<number> =>
  (await local.call('GET', path, { key })).status;

test('a caller is added with a process of its own, and its key is shown once and kept nowhere', async () => {
  const words = ['callers', 'add', 'shop', '--scope', 'komoju.payment.*', ...hereOf(local)];

  const { code, out, error } = await spawnGateway(words);

  const [key = ''] = /gk_test_[A-Za-z0-9]{22}\b/.exec(out) ?? [];
  expect([code, error]).toEqual([0, '']);
  expect(out).toMatch(/^The key of shop, shown this once:\n\n {2}gk_test_\w{22}\n\n/);
  expect(await stored()).not.toContain(key);
  await local.advanceClock(minuteMs);
  expect(await statusOf(key)).toBe(200);
  expect(await statusOf(key, '/komoju/api/v1/customers')).toBe(403);
}, 30_000);

test('the id of the canary is not given to anybody', async () => {
  const { code, error } = await callers('add', 'canary', '--scope', '*');

  expect(code).not.toBe(0);
  expect(error).toContain('canary is the caller by which the stack asks itself');
  expect(await stored()).toBe(first);
});

test('two keys are good during a rotation, and one after it', async () => {
  const old = await newCaller('shop');
  const next = keyIn(await callers('rotate', 'shop', '--json'));
  await local.advanceClock(minuteMs);
  expect([await statusOf(old), await statusOf(next)]).toEqual([200, 200]);
  expect((await callers('rotate', 'shop')).error).toContain('callers retire shop');

  const looked = await callers('retire', 'shop');
  await local.advanceClock(minuteMs);
  expect(looked.out).toContain('add --yes');
  expect(await statusOf(old)).toBe(200);

  await callers('retire', 'shop', '--yes');
  await local.advanceClock(minuteMs);
  expect([await statusOf(old), await statusOf(next)]).toEqual([401, 200]);
  expect((await callers('retire', 'shop', '--yes')).error).toContain('callers revoke shop');
});

test('a rotation whose key nobody has seen is taken back, and the key in use stays', async () => {
  const used = await newCaller('shop');
  const lost = keyIn(await callers('rotate', 'shop', '--json'));
  expect((await callers('rotate', 'shop')).error).toContain('callers retire shop --newer');

  const ended = await callers('retire', 'shop', '--newer', '--yes');
  await local.advanceClock(minuteMs);

  expect(ended.out).toContain('The newer key of shop ends.');
  expect([await statusOf(used), await statusOf(lost)]).toEqual([200, 401]);
});

test('a write without an answer is told as one that may have been made', async () => {
  for (let tries = 0; tries < 5; tries += 1) {
    await local.fault({ on: 'secrets', match: 'PutSecretValue', kind: 'drop_after_accept' });
  }
  const { code, error } = await callers('add', 'shop', '--scope', '*');
  await local.clearFaults();

  expect(code).toBe(1);
  expect(error).toContain('it may have been written');
  expect((await callers('list')).out).toContain('shop');
}, 30_000);

test('a revoked caller is refused after a minute, its id stays taken, and it can have a new key', async () => {
  const key = await newCaller('shop');
  expect((await callers('revoke', 'shop')).out).toContain('Nothing has been written');

  await callers('revoke', 'shop', '--yes');
  expect((await callers('revoke', 'shop', '--yes')).error).toContain('shop is revoked already.');
  await local.advanceClock(minuteMs);

  expect(await statusOf(key)).toBe(401);
  const again = await callers('add', 'shop', '--scope', '*');
  expect([again.code, again.error]).toEqual([1, expect.stringContaining('was revoked')]);
  const next = keyIn(await callers('rotate', 'shop', '--json'));
  await local.advanceClock(minuteMs);
  expect([await statusOf(key), await statusOf(next)]).toEqual([401, 200]);
});

test('a caller must send keys, unless it is an old one: that is said with what it costs', async () => {
  await newCaller('strict');
  const { error } = await callers('add', 'old', '--scope', '*', '--legacy');

  const listed = await callers('list', '--json');

  expect(error).toContain('a repeated one is charged again');
  expect(JSON.parse(listed.out)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ id: 'strict', mustSendKey: true, keys: 1 }),
      expect.objectContaining({ id: 'old', mustSendKey: false, keys: 1, scopes: ['*'] }),
    ]),
  );
  expect(listed.out).not.toMatch(/[0-9a-f]{64}/);
});

test('of many who write at once nobody loses an entry', async () => {
  const ids = ['one', 'two', 'three', 'four'];

  const ended = await Promise.all(ids.map((id) => callers('add', id, '--scope', '*')));

  const { out } = await callers('list');
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
  for (const id of [...ids, 'admin', 'storefront']) expect(out).toMatch(new RegExp(`^${id} `, 'm'));
});

test('what others keep in the secret stays', async () => {
  const kept = { note: 'ours', ...(JSON.parse(first) as object) };
  const write = { SecretId: secret.id, SecretString: JSON.stringify(kept) };
  await secret.client.send(new PutSecretValueCommand(write));

  await newCaller('shop');

  expect(JSON.parse(await stored())).toMatchObject({ note: 'ours' });
});

describe('what is refused, with nothing written', () => {
  test.each([
    ['a scope that opens nothing', 2, 'opens no operation', ['add', 'a', '--scope', 'komoju.pay']],
    ['a webhook as a scope', 2, 'opens no operation', ['add', 'a', '--scope', 'komoju.webhook']],
    ['no scope', 2, 'What may it call?', ['add', 'a']],
    ['an id that is there', 1, 'callers rotate admin', ['add', 'admin', '--scope', '*']],
    ['an id with a blank', 1, 'small letters, digits and dashes', ['add', 'A b', '--scope', '*']],
    ['a caller who is not there', 1, 'There are: admin', ['revoke', 'nobody', '--yes']],
  ])('%s', async (_, code, text, words) => {
    const before = await stored();

    const ended = await callers(...words);

    expect([ended.code, ended.error]).toEqual([code, expect.stringContaining(text)]);
    expect(await stored()).toBe(before);
  });

  test('a caller more than the secret has room for', async () => {
    const big = { id: 'big', name: 'x'.repeat(65_000), scopes: ['*'], mustSendKey: true, keys: [] };
    const text = JSON.stringify({ callers: [big] });
    await secret.client.send(
      new PutSecretValueCommand({ SecretId: secret.id, SecretString: text }),
    );

    const nearly = await callers('add', 'a', '--scope', '*');
    const full = await callers('add', 'b', '--name', 'y'.repeat(500), '--scope', '*');

    expect([nearly.code, nearly.out]).toEqual([0, expect.stringContaining('nearly full')]);
    expect([full.code, full.error]).toEqual([1, expect.stringContaining('is full')]);
  });

  test('another secret than the callers’, of which nothing is told', async () => {
    const write = { SecretId: secret.id, SecretString: '{"secretKey":"sk_of_somebody"}' };
    await secret.client.send(new PutSecretValueCommand(write));

    const { code, error } = await callers('list');

    expect([code, error]).toEqual([1, expect.stringContaining('CallersSecretArn')]);
    expect(error).not.toContain('sk_of');
  });
});

test.each([
  [['list']],
  [['list', '--local', '--stack', 'shop']],
  [['list', '--stack', 'shop', '--sandbox', 'http://127.0.0.1:1']],
])('which gateway is meant is never guessed: %j', async (words) => {
  const { code, error } = await gateway('callers', ...words);

  expect([code, error]).toEqual([2, expect.stringMatching(/^Which gateway\?|^--sandbox belongs/)]);
});
