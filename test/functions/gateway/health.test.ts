import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { providerNames } from '../../../functions/operations.ts';
import { start } from '../../../functions/gateway/health.ts';
import { listen } from '../../../lib/host/listen.ts';
import { errorOf, invoke, startWorld, type World } from '../../support/handler.ts';

let world: World;
let origin: string;
beforeAll(async () => {
  world = await startWorld();
  origin = process.env['KOMOJU_ORIGIN'] ?? '';
}, 30_000);
afterEach(() => {
  world.faults.clear();
  world.table.faults.clear();
  world.putSecret('KOMOJU_SECRET', { account: 'main', secretKey: 'sk_test_1' });
  world.set('KOMOJU_ORIGIN', origin);
});
afterAll(() => world.close());

const well = Object.fromEntries(
  ['table', ...providerNames.flatMap((name) => [`${name}.secret`, `${name}.origin`])].map(
    (part) => [part, 'ok'],
  ),
);

/** What a fresh function finds. */
async function lookup(): Promise<{ status: number; found: unknown; line: object }> {
  const { status, body, line } = await invoke(start());
  return { status, found: JSON.parse(body), line };
}

test('every part is well where it can be reached and the secret is filled in', async () => {
  const { status, found, line } = await lookup();

  expect([status, found]).toEqual([200, { status: 'ok', parts: well }]);
  expect(line).toMatchObject({
    operation: 'gateway.health',
    provider: 'gateway',
    caller: 'storefront',
    outcome: 'done',
  });
});

test('a table that cannot be reached is named', async () => {
  world.table.faults.add({ on: 'table', match: 'GetItem', kind: 'drop_before_accept', times: 3 });

  const { status, found, line } = await lookup();

  expect([status, found]).toEqual([
    503,
    { status: 'unhealthy', parts: { ...well, table: 'unavailable' } },
  ]);
  expect(line).toMatchObject({ outcome: 'unhealthy', status: 503 });
});

test.each([
  ['that is empty', { account: 'main', secretKey: '' }, 'empty'],
  ['that holds blanks', { account: 'main', secretKey: '  ' }, 'empty'],
  ['that is none', 'sk_live_x', 'unavailable'],
  ['of the other mode', { account: 'main', secretKey: 'sk_live_1' }, 'other_mode'],
])('a secret %s is named, and nothing of it told', async (_, value, finding) => {
  world.putSecret('KOMOJU_SECRET', value);

  const { status, found, line } = await lookup();

  expect([status, found]).toEqual([
    503,
    { status: 'unhealthy', parts: { ...well, 'komoju.secret': finding } },
  ]);
  expect(JSON.stringify([found, line])).not.toContain('sk_');
});

test('a key that its provider does not know is named, and the other provider is as it is', async () => {
  world.faults.add({ kind: 'status', match: 'GET /api/v1/payments', status: 401 });

  const { status, found } = await lookup();

  const refused = Object.entries((found as { parts: Record<string, string> }).parts).filter(
    ([, state]) => state !== 'ok',
  );
  expect(status).toBe(503);
  expect(refused).toEqual([[expect.stringMatching(/\.secret$/), 'refused']]);
});

test.each(['KOMOJU', 'COINEY'])(
  'a provider that the stack does not serve is no part: %s',
  async (name) => {
    const settings = [`${name}_ORIGIN`, `${name}_SECRET`] as const;
    const values = settings.map((each) => process.env[each] ?? '');
    for (const each of settings) world.set(each, '');

    const { status, found } = await lookup();
    for (const [index, each] of settings.entries()) world.set(each, values[index] ?? '');

    expect(status).toBe(200);
    expect(JSON.stringify(found)).not.toContain(name.toLowerCase());
  },
);

test('a service of secrets that is down is named', async () => {
  world.faults.add({ on: 'secrets', kind: 'drop_before_accept', times: 20 });

  const { status, found } = await lookup();

  expect([status, found]).toMatchObject([503, { parts: { 'komoju.secret': 'unavailable' } }]);
});

test('a provider that cannot be reached is named', async () => {
  const closed = await listen(0, () => undefined);
  await closed.close();
  world.set('KOMOJU_ORIGIN', closed.url);

  const { status, found } = await lookup();

  expect([status, found]).toEqual([
    503,
    { status: 'unhealthy', parts: { ...well, 'komoju.origin': 'unavailable' } },
  ]);
});

test('a caller without the scope is refused', async () => {
  const reply = await invoke(start(), { scopes: 'komoju.*' });

  expect([reply.status, errorOf(reply).code]).toEqual([403, 'not_allowed']);
});

test('nothing is written', async () => {
  const writes = { ...world.table.calls, GetItem: 0 };

  await lookup();

  expect({ ...world.table.calls, GetItem: 0 }).toEqual(writes);
});

test.each(['MODE', 'LEDGER_TABLE', 'KOMOJU_SECRET', 'KOMOJU_ORIGIN'])(
  'without %s it does not start',
  (name) => {
    const value = process.env[name] ?? '';
    world.set(name, '');

    expect(() => start()).toThrow(name);
    world.set(name, value);
  },
);
