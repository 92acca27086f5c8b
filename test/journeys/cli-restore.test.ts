import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dayMs, hourMs, type EpochMs } from '../../functions/platform/clock.ts';
import { toItem } from '../../functions/ledger/table/items.ts';
import type { OperationRecord } from '../../functions/ledger/record.ts';
import { ledgerStore } from '../../functions/ledger/table/store.ts';
import { firstClaim, succeed } from '../../functions/ledger/transitions.ts';
import { UsageError } from '../../lib/host/usage-error.ts';
import {
  fetchRestore,
  readRestore,
  restoreKey,
  type Restore,
} from '../../functions/recovery/restore.ts';
import { declareInUse, declareRestored } from '../../lib/cli/restore/declare.ts';
import { UsageMistake } from '../../lib/cli/usage-mistake.ts';
import { startRestoredTable } from '../support/restored-table.ts';
import { startTable, type TestTable } from '../support/table.ts';
import { requestHashes } from '../support/ledger.ts';

/* What a person says of a restored table. */

const tables: TestTable[] = [];
let table: TestTable;
beforeEach(async () => {
  table = await startTable();
  tables.push(table);
}, 30_000);
afterAll(() => Promise.all(tables.map(({ close }) => close())));

const now = Date.parse('2026-11-21T12:00:00Z');
const [morning, night] = ['2026-11-21T06:00:00Z', '2026-11-21T00:00:00Z'];

/** What the command answers, `afterMs` after the noon of that day. */
async function say(
  said: { to?: string; isWritten?: boolean } | { inUse: true; isWritten?: boolean },
  afterMs = 0,
  client = table.client,
): Promise<string> {
  const { isWritten = true } = said;
  const place = {
    ledger: { client, table: table.name },
    now: () => (now + afterMs) as EpochMs,
  };
  const report =
    'inUse' in said
      ? await declareInUse(place, { isWritten })
      : await declareRestored(place, { to: said.to, isWritten });
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

const claimOf = (id: string, at: EpochMs): OperationRecord =>
  firstClaim(
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
    at,
  );

/** Puts an operation on record that was first asked for then, and was never sent. */
async function haveOpen(id: string, moment: string): Promise<void> {
  const Item = toItem({ ...claimOf(id, Date.parse(moment) as EpochMs), attempts: 0 });
  await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
}

const numbersOf = async (id: string): Promise<Record<string, number>> => {
  const { n, firstAt, lastAt } = (await table.item(id)) ?? {};
  return { n: Number(n?.N), firstAt: Number(firstAt?.N), lastAt: Number(lastAt?.N) };
};

test('what is open counts as sent, until the deployment and then until it had ended', async () => {
  await haveOpen('op_of_the_night', night);
  await haveOpen('op_of_today', '2026-11-21T11:00:00Z');
  const firstAt = Date.parse(morning) - dayMs;

  const result = await say({ to: morning });
  const before = await numbersOf('op_of_the_night');
  await say({ inUse: true }, 3 * dayMs);
  const after = await numbersOf('op_of_the_night');

  expect(result).toContain('2 open operations');
  expect(before).toEqual({ n: 1, firstAt, lastAt: now + dayMs });
  expect(after).toEqual({ n: 1, firstAt, lastAt: now + 3 * dayMs });
  // The point may be an earlier one than the real one.
  expect(await numbersOf('op_of_today')).toEqual(after);
});

describe('before the table is in use', () => {
  test.each([
    ['an earlier', morning, night],
    ['a later', night, morning],
  ])('the point is corrected to %s one', async (_, wrong, right) => {
    await haveOpen('op_in_between', '2026-11-21T03:00:00Z');
    await haveOpen('op_of_the_morning', morning);
    const firstAt = Date.parse(night) - dayMs;

    await say({ to: wrong });
    await say({ to: right });

    expect(await setting()).toEqual({ restoredTo: Date.parse(right), inUseAt: undefined });
    expect(await numbersOf('op_in_between')).toEqual({ n: 1, firstAt, lastAt: now + dayMs });
    expect(await numbersOf('op_of_the_morning')).toEqual({ n: 1, firstAt, lastAt: now + dayMs });
  });

  test('what was put on record since a declaration does not let a later point pass', async () => {
    await haveOpen('op_of_the_night', night);
    await say({ to: night });
    await haveOpen('op_asked_for_since', '2026-11-21T11:59:00Z');

    await expect(say({ to: morning })).rejects.toThrow(`newest record of the table is of ${night}`);
    expect(await setting()).toEqual({ restoredTo: Date.parse(night), inUseAt: undefined });
  });
});

describe('a point that is typed', () => {
  /** Puts an operation on record that succeeded then. */
  async function haveCompleted(id: string, moment: string): Promise<void> {
    await haveOpen(id, moment);
    const done = { why: 'answer', status: 200 } as const;
    const store = ledgerStore(table.client, table.name, new AbortController().signal);
    const at = Date.parse(moment) as EpochMs;
    await store.update(id, succeed(claimOf(id, at), { result: done }, at));
  }

  test.each([
    ['open', haveOpen],
    ['completed', haveCompleted],
  ])('nine hours late is refused, and the newest record named: an %s one', async (_, have) => {
    await have('op_older_A', '2026-11-20T20:00:00Z');
    await have('op_newest_A', night);

    const saying = say({ to: '2026-11-21T09:00:00Z' });

    await expect(saying).rejects.toThrow(UsageMistake);
    await expect(saying).rejects.toThrow(`newest record of the table is of ${night}`);
    expect(await setting()).toBeUndefined();
  });

  test('is not held to the time until which an earlier declaration lets an operation be sent', async () => {
    const claim = claimOf('op_marked', Date.parse(night) as EpochMs);
    const Item = toItem({ ...claim, lastAt: (now + dayMs) as EpochMs });
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));

    await expect(say({ to: morning })).rejects.toThrow(`newest record of the table is of ${night}`);
  });

  test.each([
    ['five minutes after the newest record is that of the record', '2026-11-21T00:05:00Z', night],
    ['before it is what was typed', '2026-11-20T23:00:00Z', '2026-11-20T23:00:00Z'],
  ])('%s', async (_, to, counts) => {
    await haveOpen('op_newest', night);

    expect(await say({ to })).toContain(`since ${counts} may be forgotten`);
    expect(await setting()).toEqual({ restoredTo: Date.parse(counts), inUseAt: undefined });
    await expect(say({ to: '2026-11-21T00:05:01Z' })).rejects.toThrow(UsageMistake);
  });

  test('is needed where the table does not say it', async () => {
    await expect(say({})).rejects.toThrow('The table does not say to which point');
  });
});

describe('a table that AWS restored', () => {
  const backup = { RestoreDateTime: new Date(morning), RestoreInProgress: false };
  const point = Date.parse('2026-11-21T05:59:00Z');

  /** Says it of the same table, as AWS describes it after a restore. */
  async function sayOf(said: Parameters<typeof say>[0], summary = backup): Promise<string> {
    const restored = await startRestoredTable(table.endpoint, summary);
    const client = new DynamoDBClient({
      endpoint: restored.url,
      region: 'ap-northeast-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    return say(said, 0, client).finally(() => {
      client.destroy();
      restored.close();
    });
  }

  test('says the point itself, less the minute that a backup may lack', async () => {
    await haveOpen('op_of_the_night', night);

    expect(await sayOf({})).toContain('since 2026-11-21T05:59:00Z may be forgotten');
    expect(await setting()).toEqual({ restoredTo: point, inUseAt: undefined });
  });

  test('is not told another one', async () => {
    await expect(sayOf({ to: night })).rejects.toThrow(`restored to ${morning}. Leave --to out`);
    expect(await setting()).toBeUndefined();
  });

  test('is not declared before it is whole', async () => {
    const summary = { ...backup, RestoreInProgress: true };

    await expect(sayOf({}, summary)).rejects.toThrow('still being restored');
  });

  test('has the setting of the table that it was made from, and is not in use by that', async () => {
    const Item = {
      ...restoreKey,
      restoredTo: { N: String(Date.parse(night)) },
      tableId: { S: 'the-source' },
    };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));

    await expect(sayOf({ inUse: true })).rejects.toThrow('Nothing is known of a restore of this');
    // What the source had forgotten still matters.
    await sayOf({});
    expect(await setting()).toEqual({ restoredTo: Date.parse(night), inUseAt: undefined });
  });
});

test('what an earlier restore has begun counts while it matters, also where a point is corrected', async () => {
  await say({ to: night });
  await say({ inUse: true });

  await say({ to: morning }, 7 * dayMs - 1);
  expect(await setting()).toEqual({ restoredTo: Date.parse(night), inUseAt: undefined });
  await say({ to: morning }, 8 * dayMs);
  expect(await setting()).toEqual({ restoredTo: Date.parse(night), inUseAt: undefined });
  await say({ inUse: true }, 8 * dayMs);
  await say({ to: morning }, 15 * dayMs);
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
