import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import type { EpochMs } from '../../functions/platform/clock.ts';
import { toItem } from '../../functions/ledger/items.ts';
import { firstClaim } from '../../functions/ledger/transitions.ts';
import { UsageError } from '../../lib/local/host/usage-error.ts';
import { fetchRestore, readRestore, type Restore } from '../../functions/recovery/restore.ts';
import { declareInUse, declareRestored } from '../../lib/cli/restore.ts';
import { startTable, type TestTable } from '../support/table.ts';
import { gateway, hereOf } from './gateway-command.ts';
import { startSystem } from './system.ts';
import { hourMs } from '../../functions/platform/clock.ts';
import { requestHashes } from '../support/ledger.ts';

/* What a person says of a restored table. */

const tables: TestTable[] = [];
let table: TestTable;
beforeEach(async () => {
  table = await startTable();
  tables.push(table);
}, 30_000);
afterAll(() => Promise.all(tables.map(({ close }) => close())));

const dayMs = 24 * 60 * 60_000;
const now = Date.parse('2026-11-21T12:00:00Z');
const [morning, night] = ['2026-11-21T06:00:00Z', '2026-11-21T00:00:00Z'];

/** What the command answers, `afterMs` after the noon of that day. */
async function say(
  said: { to: string; isWritten?: boolean } | { inUse: true; isWritten?: boolean },
  afterMs = 0,
): Promise<string> {
  const { isWritten = true } = said;
  const place = {
    ledger: { client: table.client, table: table.name },
    now: () => (now + afterMs) as EpochMs,
  };
  const report =
    'to' in said
      ? await declareRestored(place, { to: said.to, isWritten })
      : await declareInUse(place, { isWritten });
  return report.text;
}

const setting = async (): Promise<Restore | undefined> =>
  readRestore(await fetchRestore(table.client, table.name)());

test('nothing is written before it is confirmed', async () => {
  expect(await say({ to: morning, isWritten: false })).toMatch(/^Would write: .*06:00:00Z/);
  expect(await setting()).toBeUndefined();

  await say({ to: morning });
  expect(await say({ inUse: true, isWritten: false })).toMatch(/^Would write: /);
  expect(await setting()).toEqual({ restoredTo: Date.parse(morning), inUseAt: undefined });
});

test('a table is told the point that it was restored to, and then that it is in use', async () => {
  const first = await say({ to: morning });
  const second = await say({ inUse: true });

  expect(first).toContain('0 open operations');
  expect(second).toContain('From 2026-11-21T13:10:30Z');
  expect(second).toContain('Until 2026-11-28T12:00:00Z');
  expect(await setting()).toEqual({ restoredTo: Date.parse(morning), inUseAt: now });
});

/** Puts an operation on record that was first asked for then, and was never sent. */
async function haveOpen(id: string, moment: string): Promise<void> {
  const claim = firstClaim(
    {
      id,
      operation: 'komoju.payment.create',
      resendWithinMs: 23 * hourMs,
      caller: 'storefront',
      account: 'main',
      fingerprintVersion: 1,
      fingerprint: () => requestHashes,
    },
    'token',
    Date.parse(moment) as EpochMs,
  );
  const Item = toItem({ ...claim, attempts: 0 });
  await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
}

const numbersOf = async (id: string): Promise<Record<string, number>> => {
  const { n, firstAt, lastAt } = (await table.item(id)) ?? {};
  return { n: Number(n?.N), firstAt: Number(firstAt?.N), lastAt: Number(lastAt?.N) };
};

test('what was open at that point counts as sent, until the deployment and then until it had ended', async () => {
  await haveOpen('op_of_the_night', night);
  await haveOpen('op_of_today', '2026-11-21T11:00:00Z');
  const later = await numbersOf('op_of_today');
  const firstAt = Date.parse(morning) - dayMs;

  const result = await say({ to: morning });
  const before = await numbersOf('op_of_the_night');
  await say({ inUse: true }, 3 * dayMs);
  const after = await numbersOf('op_of_the_night');

  expect(result).toContain('1 open operations');
  expect(before).toEqual({ n: 1, firstAt, lastAt: now + dayMs });
  expect(after).toEqual({ n: 1, firstAt, lastAt: now + 3 * dayMs });
  expect(await numbersOf('op_of_today')).toEqual(later);
});

test('what one restore has begun no other shortens, while it matters', async () => {
  await say({ to: night });
  await say({ inUse: true });

  await expect(say({ to: morning }, 7 * dayMs - 1)).rejects.toThrow(`say --to ${night}`);
  expect(await setting()).toEqual({ restoredTo: Date.parse(night), inUseAt: now });
  await say({ to: night }, dayMs);
  expect(await setting()).toEqual({ restoredTo: Date.parse(night), inUseAt: undefined });
  await say({ inUse: true }, dayMs);
  await say({ to: morning }, 8 * dayMs);
  expect(await setting()).toEqual({ restoredTo: Date.parse(morning), inUseAt: undefined });
});

test('that a table is in use is said once, for a week is counted from it', async () => {
  await say({ to: night });
  await say({ inUse: true });

  await expect(say({ inUse: true }, 8 * dayMs)).rejects.toThrow('That was said already');
  expect(await setting()).toEqual({ restoredTo: Date.parse(night), inUseAt: now });
});

test.each([
  ['a moment to come', { to: '2026-11-21T12:00:01Z' }],
  ['a moment without its zone', { to: '2026-11-21T06:00:00' }],
  ['no moment', { to: 'yesterdayZ' }],
  ['half a moment', { to: '5Z' }],
  ['that a table is in use of which nothing is known', { inUse: true as const }],
])('saying %s is refused', async (_, said) => {
  await expect(say(said)).rejects.toThrow(UsageError);
  expect(await setting()).toBeUndefined();
});

test('is a command, and a declaration without its moment is none', async () => {
  const local = await startSystem();
  const past = '2020-01-01T00:00:00Z';

  const outcome = await gateway('restore', 'declare', '--to', past, ...hereOf(local));
  const json = await gateway('restore', 'in-use', '--json', ...hereOf(local));
  const without = await gateway('restore', 'declare', ...hereOf(local));
  await gateway('restore', 'declare', '--to', past, '--yes', ...hereOf(local));
  const tried = await gateway('restore', 'in-use', '--json', ...hereOf(local));
  await local.close();

  expect([outcome.code, outcome.out]).toEqual([0, expect.stringMatching(/^Would write: /)]);
  expect([json.code, json.out]).toEqual([1, '']);
  expect(JSON.parse(tried.out)).toMatchObject({
    written: false,
    restored_to: past,
    guarded_until: expect.stringMatching(/Z$/),
  });
  expect(json.error).toMatch(/^Nothing is known of a restore\./);
  expect([without.code, without.error]).toEqual([2, expect.stringContaining('--to <moment>')]);
}, 60_000);
