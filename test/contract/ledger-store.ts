import { getMaxListeners } from 'node:events';
import { QueryCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hourMs, type EpochMs } from '../../functions/platform/clock.ts';
import { ledgerIndexes, type LedgerIndexes } from '../../functions/ledger/table/indexes.ts';
import { ledgerStore } from '../../functions/ledger/table/store.ts';
import {
  recordVersion,
  type LedgerStore,
  type OperationRecord,
} from '../../functions/ledger/record.ts';
import {
  attemptOf,
  undoClaim,
  releaseLease,
  succeed,
  takeOver,
} from '../../functions/ledger/transitions.ts';
import { postponeRead } from '../../functions/ledger/lookup-schedule.ts';
import type { ServedTable } from '../support/table.ts';
import { at, completionWith, main, recordWith } from '../support/records.ts';

/** What the ledger needs of a table, whichever server keeps it. */
export function ledgerTableContract(name: string, start: () => Promise<ServedTable>): void {
  describe(`the ledger's table on ${name}`, () => {
    let table: ServedTable;
    let ledger: LedgerStore;
    let index: LedgerIndexes;
    beforeAll(async () => {
      table = await start();
      const { signal } = new AbortController();
      ledger = ledgerStore(table.client, table.name, signal);
      index = ledgerIndexes(table.client, table.name);
    }, 60_000);
    afterAll(() => table.close());

    test('dozens of calls may be under way without Node’s warning of a leak', () => {
      const { signal } = new AbortController();

      ledgerStore(table.client, table.name, signal);

      expect(getMaxListeners(signal)).toBe(100);
    });

    const claimed = async (changes: Partial<OperationRecord> = {}): Promise<OperationRecord> => {
      const fresh = recordWith(changes);
      await ledger.put(fresh);
      return fresh;
    };
    const attempt = (of: OperationRecord) => attemptOf(of, { resendWithinMs: hourMs }, of.firstAt);

    test('takes a new entry, and returns the old one instead of overwriting it', async () => {
      const first = recordWith();

      const written = await ledger.put(first);
      const second = await ledger.put({ ...first, token: 'second', attempts: 7 });

      expect(written).toEqual({ kind: 'written' });
      expect(second).toEqual({ kind: 'held', record: first });
    });

    test('keeps every member of an entry as it was', async () => {
      const full = recordWith({
        result: { why: 'answer', status: 502, contentType: 'application/json', code: 'other' },
        body: '{"名":"山田"}',
        resource: 'komoju#pay1',
        resourceAt: at,
        event: {
          type: 'operation.failed',
          operation: 'komoju.payment.capture',
          at,
          cause: 'other',
        },
        expiresAtS: 1_900_000_000,
      });

      await ledger.put(full);

      expect(await ledger.put(full)).toEqual({ kind: 'held', record: full });
    });

    test('writes a change only if every member of its condition is equal', async () => {
      const seen = await claimed();

      const right = await ledger.update(seen.id, takeOver(seen, main, { token: 'second', at: at }));
      const late = await ledger.update(seen.id, takeOver(seen, main, { token: 'third', at: at }));

      expect(right).toEqual({ kind: 'written' });
      expect(late).toMatchObject({ kind: 'held', record: { token: 'second', attempts: 2 } });
    });

    test('lets one of many win that claim at the same moment, and shows it to the others', async () => {
      const one = recordWith();
      const tokens = Array.from({ length: 20 }, (_, index) => `token-${index}`);

      const results = await Promise.all(tokens.map((token) => ledger.put({ ...one, token })));

      const winner = tokens[results.findIndex(({ kind }) => kind === 'written')];
      const others = results.filter(({ kind }) => kind !== 'written');
      expect(others).toHaveLength(19);
      for (const other of others)
        expect(other).toEqual({ kind: 'held', record: { ...one, token: winner } });
    });

    test('lets one of many take over at the same moment', async () => {
      const seen = await claimed();
      const takeOvers = Array.from({ length: 20 }, (_, index) =>
        ledger.update(seen.id, takeOver(seen, main, { token: `token-${index}`, at: at })),
      );

      const kinds = (await Promise.all(takeOvers)).map(({ kind }) => kind);

      expect(kinds.filter((kind) => kind === 'written')).toHaveLength(1);
      expect(await ledger.put(seen)).toMatchObject({ record: { attempts: 2 } });
    });

    test('writes a terminal state once', async () => {
      const mine = await claimed();

      const first = await ledger.update(
        mine.id,
        succeed(attempt(mine), completionWith('first'), at),
      );
      const second = await ledger.update(
        mine.id,
        succeed(attempt(mine), completionWith('second'), at),
      );

      expect(first).toEqual({ kind: 'written' });
      expect(second).toMatchObject({ kind: 'held', record: { state: 'SUCCEEDED', body: 'first' } });
    });

    test('writes zeros', async () => {
      const mine = await claimed();

      await ledger.update(mine.id, undoClaim(attempt(mine)));

      const held = await ledger.put(mine);
      expect(held).toMatchObject({ record: { attempts: 0, leaseUntil: 0 } });
    });

    test('does not make an entry by changing one that is not there', async () => {
      const never = recordWith();

      const written = await ledger.update(never.id, releaseLease(attempt(never)));

      expect(written).toMatchObject({ kind: 'lost' });
      expect(await table.item(never.id)).toBeUndefined();
    });

    test('keeps a body of 64 kB', async () => {
      const mine = await claimed();
      const body = `${'あ'.repeat(21_845)}.`;

      const written = await ledger.update(
        mine.id,
        succeed(attempt(mine), completionWith(body), at),
      );

      expect(written).toEqual({ kind: 'written' });
      expect(await ledger.put(mine)).toMatchObject({ record: { body } });
      const late = await ledger.update(mine.id, succeed(attempt(mine), completionWith('late'), at));
      expect(late).toMatchObject({ kind: 'held', record: { body } });
    });

    test('keeps an empty body apart from none', async () => {
      const mine = await claimed();

      await ledger.update(mine.id, succeed(attempt(mine), completionWith(''), at));

      expect(await ledger.put(mine)).toMatchObject({ record: { body: '' } });
    });

    test('does not read an entry of another version or state', async () => {
      const newer = await claimed({ version: recordVersion + 1 });
      const odd = await claimed({ state: 'DISPATCHED' as never });

      expect(await ledger.put(newer)).toEqual({ kind: 'held', record: 'unreadable' });
      expect(await ledger.put(odd)).toEqual({ kind: 'held', record: 'unreadable' });
    });

    test('carries a time to live only once it is completed', async () => {
      const mine = await claimed();
      const open = await table.item(mine.id);

      await ledger.update(mine.id, succeed(attempt(mine), completionWith('{}'), at));

      expect(open).not.toHaveProperty('ttl');
      expect((await table.item(mine.id))?.['ttl']).toEqual({ N: '1807776000' });
    });

    const listed = async (index: string, key: string, value: AttributeValue) => {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: index,
          KeyConditionExpression: '#key = :value',
          ExpressionAttributeNames: { '#key': key },
          ExpressionAttributeValues: { ':value': value },
        }),
      );
      return Items;
    };
    const dueIn = async (shard: number, till: number = at, most = 10) =>
      (await index.due(shard, { at: till as EpochMs, most })).map(({ id }) => id);

    test('lists open operations of a shard that are due, the longest due first, and no completed ones', async () => {
      const shard = 7;
      const before = (await index.open()).length;
      const later = await claimed({ shard, readAt: (at - 1) as EpochMs });
      const sooner = await claimed({ shard, readAt: (at - 2) as EpochMs });
      await claimed({ shard, readAt: (at + 1) as EpochMs });
      const done = await claimed({ shard, readAt: (at - 3) as EpochMs });
      await ledger.update(done.id, succeed(attempt(done), completionWith('{}'), at));

      expect((await index.open()).length - before).toBe(3);
      expect(await dueIn(shard)).toEqual([sooner.id, later.id]);
      expect(await dueIn(shard, at, 1)).toEqual([sooner.id]);
      expect(await index.due(shard, { at: (at - 2) as EpochMs, most: 10 })).toEqual([
        { id: sooner.id, readAt: at - 2 },
      ]);
    });

    test('lists open operations by number, not by text, and those of one shard only', async () => {
      const [shard, other] = [17, 1];
      const later = await claimed({ shard, readAt: 1000 as EpochMs });
      const sooner = await claimed({ shard, readAt: 999 as EpochMs });
      await claimed({ shard: other, readAt: 1 as EpochMs });

      expect(await dueIn(shard)).toEqual([sooner.id, later.id]);
    });

    test('goes on listing an operation that was taken over, and puts off its next read once', async () => {
      const shard = 27;
      const readAt = (at - 5) as EpochMs;
      const mine = await claimed({ shard, readAt });
      await ledger.update(mine.id, takeOver(mine, main, { token: 'second', at }));
      const stillDue = await dueIn(shard);

      const off = postponeRead(mine, { seen: readAt, at, progress: 'none' });
      const first = await ledger.update(mine.id, off);
      const second = await ledger.update(mine.id, off);

      expect(stillDue).toEqual([mine.id]);
      expect(await dueIn(shard)).toEqual([]);
      expect([first.kind, second.kind]).toEqual(['written', 'held']);
    });

    test('lists what was completed in a stretch of time, its end not included, with its row', async () => {
      const complete = async (completedAt: number) => {
        const mine = await claimed({ id: `op_completed_${completedAt}_A` });
        await ledger.update(
          mine.id,
          succeed(attempt(mine), completionWith('{}'), completedAt as EpochMs),
        );
        return mine;
      };
      const from = 1_600_000_000_000;
      await complete(from - 1000);
      const first = await complete(from);
      const last = await complete(from + 59_000);
      await complete(from + 60_000);

      const window = { from: from as EpochMs, to: (from + 60_000) as EpochMs };
      const shard = 'A'.charCodeAt(0) % 8;
      expect(await index.completed(shard, window)).toEqual(
        [first, last].map(({ id, operation }) => ({ id, operation })),
      );
    });

    test('lists the operations of one kind on a payment', async () => {
      const payment = 'komoju#of-a-kind';
      const mine = await claimed({ resource: payment, resourceAt: at });
      await claimed({ resource: payment, resourceAt: at, operation: 'komoju.payment.refund' });
      await claimed({ resource: 'komoju#another', resourceAt: at });

      expect(await index.onResource(payment, mine.operation)).toEqual([mine.id]);
    });

    test('lists what happened to a payment, oldest first, without the provider’s answers', async () => {
      const payment = 'komoju#listed';
      const second = await claimed({ resource: payment, resourceAt: (at + 1) as EpochMs });
      await claimed({ resource: 'komoju#listed-too', resourceAt: at });
      await claimed();
      const first = await claimed({ resource: payment, resourceAt: at });
      const completed = { ...completionWith('{"private":1}'), resource: payment };
      await ledger.update(first.id, succeed(attempt(first), completed, at));

      const items = await listed('by-resource', 'resource', { S: payment });

      expect(items.map((item) => item['pk']?.S)).toEqual([first.id, second.id]);
      expect(items[0]).toMatchObject({ st: { S: 'SUCCEEDED' }, caller: { S: 'storefront' } });
      expect(JSON.stringify(items)).not.toContain('private');
    });
  });
}
