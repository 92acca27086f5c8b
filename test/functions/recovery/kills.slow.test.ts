import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import { after, hourMs, minuteMs, secondMs } from '../../../functions/platform/clock.ts';
import { reconcile } from '../../../functions/reconciliation/reconcile.ts';
import { reconciliationStore } from '../../../functions/reconciliation/reports.ts';
import { recover } from '../../../functions/recovery/recover.ts';
import type { RecoveryContext } from '../../../functions/recovery/recovery-context.ts';
import { allItems, clearItems } from '../../support/all-items.ts';
import { diedOr, dying, dyingRecovery, stepsUntil, type Steps } from '../../support/dying.ts';
import { at, recordWith } from '../../support/records.ts';
import { pageOf, paymentAt } from '../../support/reads/komoju-objects.ts';
import { startProviderServer, type ProviderServer } from '../../support/reads/provider-server.ts';
import { createRecovery } from '../../support/reads/recovery.ts';
import { startTable, type TestTable } from '../../support/table.ts';

/* Both jobs die before and after every call that they make of the table and the secrets, or two of them run at once. */

let server: ProviderServer;
let table: TestTable;
beforeAll(async () => {
  server = await startProviderServer(komoju);
  table = await startTable();
});
afterAll(async () => {
  await server.close();
  await table.close();
});

/** Two creates, of which the provider has one; a capture that it executed; and a payment that nobody here has made. */
const [made, lost, captured] = ['A', 'B', 'C'].map((letter) => `op_${letter.repeat(26)}`);
const payments = [
  paymentAt({ id: 'pay1', at, reference: made ?? '' }),
  paymentAt({ id: 'pay2', at: after(at, secondMs) }),
];

const answerAll = (): void => {
  server.answerWith((url) => {
    if (url.pathname.endsWith('/customers')) return pageOf(url, [[]]);
    const one = payments.find(({ id }) => url.pathname.endsWith(`/${String(id)}`));
    if (one !== undefined) return { body: one };
    const [from, to] = ['start_time', 'end_time'].map((name) => url.searchParams.get(name) ?? '');
    const isWithin = ({ created_at: time }: Record<string, unknown>): boolean =>
      String(time) >= (from ?? '') && String(time) <= (to ?? '');
    return pageOf(url, [payments.filter(isWithin)]);
  });
};

const clear = (): Promise<void> => clearItems(table.client, table.name);

async function fill({ store }: RecoveryContext): Promise<void> {
  const creating = { operation: 'komoju.payment.create' } as const;
  await store.put(recordWith({ ...creating, id: made ?? '' }));
  await store.put(recordWith({ ...creating, id: lost ?? '' }));
  const capturing = { operation: 'komoju.payment.capture', resource: 'komoju#pay1' } as const;
  await store.put(recordWith({ ...capturing, id: captured ?? '', resourceAt: at }));
}

/** Everything of a run that can be asked outside the process is a step. */
const dyingContext = (context: RecoveryContext, steps: Steps): RecoveryContext => ({
  ...dyingRecovery(context, steps),
  indexes: dying(context.indexes, steps),
});

const states = async (): Promise<readonly unknown[]> =>
  [...(await allItems(table.client, table.name)).values()]
    .filter((item) => item['sk']?.S === 'OPERATION')
    .map((item) => `${item['pk']?.S ?? ''} ${item['st']?.S ?? ''}`)
    .sort();

/** What holds at the end of a run that dies at a place, and of those that come after it. */
type End = { readonly died: unknown; readonly end: unknown };

/** Lets a job die at each of its steps, and expects the same end each time. @returns how many steps it has */
async function expectSameEnd(endAfter: (place: number) => Promise<End>): Promise<number> {
  const { end: undisturbed } = await endAfter(Infinity);
  for (let place = 1; ; place += 1) {
    const { died, end } = await endAfter(place);
    expect({ place, end }).toEqual({ place, end: undisturbed });
    if (died !== 'died') return place;
  }
}

async function recoveredAfter(place: number): Promise<End> {
  await clear();
  answerAll();
  const { context, clock } = createRecovery(table, server);
  await fill(context);
  clock.advance(minuteMs);
  const died = await diedOr(recover(dyingContext(context, stepsUntil(place).at)));
  for (const ms of [2 * minuteMs, 3 * minuteMs, 10 * minuteMs, hourMs]) {
    clock.advance(ms);
    await recover(context);
  }
  return { died, end: await states() };
}

test('wherever recovery dies, the next runs bring everything to the same end', async () => {
  const place = await expectSameEnd(recoveredAfter);

  // The shards are asked what is due, and of each of three operations its record is read, and written.
  expect(place).toBeGreaterThan(2 * (16 + 3 * 2));
}, 600_000);

async function reconciledAfter(place: number): Promise<End> {
  await clear();
  answerAll();
  const { context, clock, reported } = createRecovery(table, server);
  await fill(context);
  clock.advance(2 * hourMs);
  const store = reconciliationStore(table.client, table.name);
  await store.advance('komoju', { upTo: after(at, -90 * secondMs), lengthMs: 60 * secondMs });
  const { at: steps } = stepsUntil(place);
  const died = await diedOr(reconcile(dyingContext(context, steps), dying(store, steps)));
  await reconcile(context, store);
  // Found twice is found: nothing is missing.
  const found = [...new Set(reported.map(([finding]) => finding))].sort();
  const cursor = (await store.cursor('komoju'))?.upTo;
  return { died, end: [await states(), found, cursor] };
}

test('wherever reconciliation dies, the next run goes on where it was, and leaves nothing out', async () => {
  const place = await expectSameEnd(reconciledAfter);

  // Three stretches at least, each with eight shards and a cursor.
  expect(place).toBeGreaterThan(2 * 3 * 9);
}, 600_000);

test('two runs at once come to the same end as one', async () => {
  const once = await recoveredAfter(Infinity);
  await clear();
  const { context, clock } = createRecovery(table, server);
  await fill(context);
  for (const ms of [minuteMs, 2 * minuteMs, 3 * minuteMs, 10 * minuteMs, hourMs]) {
    clock.advance(ms);
    await Promise.all([recover(context), recover(context)]);
  }

  expect(await states()).toEqual(once.end);
}, 60_000);
