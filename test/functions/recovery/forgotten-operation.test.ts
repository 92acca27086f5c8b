import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { after, hourMs, minuteMs } from '../../../functions/platform/clock.ts';
import type { Ports } from '../../../functions/ledger/execute-once.ts';
import type { OperationRecord } from '../../../functions/ledger/record.ts';
import { ledgerStore } from '../../../functions/ledger/table/store.ts';
import { firstClaim } from '../../../functions/ledger/transitions.ts';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import { claimIfForgotten } from '../../../functions/recovery/claim-after-restore.ts';
import type { ProviderLookup } from '../../../functions/recovery/lookup/provider-lookup.ts';
import type { Restore } from '../../../functions/recovery/restore.ts';
import { createClock, createLedger, type TestClock } from '../../support/ledger.ts';
import { startTable, type TestTable } from '../../support/table.ts';

/* What is looked for, and what is put on record, before an operation is claimed in a restored table. */

let table: TestTable;
let clock: TestClock;
let ports: Ports;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.close());
beforeEach(() => {
  clock = createClock();
  ports = {
    store: ledgerStore(table.client, table.name, new AbortController().signal),
    now: clock.now,
    token: randomUUID,
    reportFinding: () => undefined,
  };
});

const restoreOf = (ms: number): Restore => ({
  restoredTo: after(clock.now(), -9 * hourMs),
  inUseAt: after(clock.now(), -ms),
});

const nothing = (): ProviderLookup => ({
  at: clock.now(),
  endedAt: clock.now(),
  account: 'main',
  observed: [],
});
const made = (): ProviderLookup => ({
  ...nothing(),
  observed: [{ answer: { status: 200, body: '{"id":"pay1"}' }, object: { id: 'pay1' } }],
});

/** Asks whether an operation is a forgotten one. Gives what was looked for, and what stands on record then. */
async function ask(restore: Restore, found: ProviderLookup | undefined, isOnRecord = false) {
  const request = createLedger(table).ask({ resource: undefined });
  if (isOnRecord) await ports.store.put(firstClaim(request, 'first', clock.now()));
  const asked: OperationRecord[] = [];
  await claimIfForgotten(ports, request, {
    restore,
    lookup: 'exact',
    provider: komoju,
    lookUp: (record) => {
      asked.push(record);
      return Promise.resolve(found);
    },
  });
  return { asked, item: await table.item(request.id) };
}

describe('an operation that may be forgotten', () => {
  test('is looked for between the point of the restore and the first use of the table', async () => {
    const restore = restoreOf(hourMs);

    const { asked } = await ask(restore, nothing());

    expect(asked).toMatchObject([{ firstAt: restore.restoredTo, lastAt: restore.inUseAt }]);
  });

  test('is completed at once where it is found', async () => {
    const { item } = await ask(restoreOf(hourMs), made());

    expect(item).toMatchObject({ st: { S: 'SUCCEEDED' }, body: { S: '{"id":"pay1"}' } });
  });

  test.each([
    ['nothing of it is found too early to count', () => nothing()],
    ['the provider does not say', () => undefined],
  ])('stays open where %s, and nobody may send it', async (_, found) => {
    const { item } = await ask(restoreOf(hourMs), found());

    expect(item).toMatchObject({ st: { S: 'PENDING' }, lease: { N: '0' } });
    expect(Number(item?.['firstAt']?.N)).toBe(clock.now() - 33 * hourMs);
  });

  test('is not put on record where it is proven new', async () => {
    const { item } = await ask(restoreOf(hourMs + 11 * minuteMs), nothing());

    expect(item).toBeUndefined();
  });

  test('is not looked for where it is on record', async () => {
    const { asked, item } = await ask(restoreOf(hourMs), made(), true);

    expect([asked, item?.['st']]).toEqual([[], { S: 'PENDING' }]);
  });
});
