import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { contract as createPayment } from '../../../functions/komoju/payment/create.ts';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import {
  reconciliationStore,
  type ReconciliationStore,
} from '../../../functions/reconciliation/reports.ts';
import { mayBecome } from '../../../functions/providers/follows.ts';
import { reconcile } from '../../../functions/reconciliation/reconcile.ts';
import type { AnyContract } from '../../../functions/providers/contract.ts';
import { ledgerIndexes } from '../../../functions/ledger/table/indexes.ts';
import { ledgerStore } from '../../../functions/ledger/table/store.ts';
import type { RecoveryContext } from '../../../functions/recovery/recovery-context.ts';
import { createFaults } from '../../../lib/host/faults.ts';
import { startSimulators, type Simulators } from '../../../lib/local/simulators/simulators.ts';
import { askProvider } from '../../load/maker.ts';
import { createClock, type TestClock } from '../../support/ledger.ts';
import { card, payments } from '../../support/mutation-requests.ts';
import { startTable, type TestTable } from '../../support/table.ts';

/* How far a reconciliation comes, and where the next one goes on. */

let clock: TestClock;
let table: TestTable;
let simulators: Simulators;
let store: ReconciliationStore;
beforeEach(async () => {
  clock = createClock();
  table = await startTable();
  store = reconciliationStore(table.client, table.name);
  simulators = await startSimulators({
    port: 0,
    now: clock.now,
    faults: createFaults(),
    host: {
      processes: () => [],
      environment: () => ({}),
      schedules: () => [],
      start: () => Promise.resolve(undefined),
      advanceClock: () => Promise.resolve(),
    },
    secretKey: 'sk_test_simulator',
  });
});
afterEach(async () => {
  await simulators.close();
  await table.close();
});

const hourMs = 3_600_000;

/** A reconciliation that is cut short when it has found so much; gives what it found, by its object. */
async function reconciled(
  most = Infinity,
  secretKey = 'sk_test_simulator',
): Promise<readonly string[]> {
  const found: string[] = [];
  const completion = new AbortController();
  const secret = { account: 'main', values: { secretKey } };
  const context: RecoveryContext = {
    store: ledgerStore(table.client, table.name, new AbortController().signal),
    indexes: ledgerIndexes(table.client, table.name),
    now: clock.now,
    token: randomUUID,
    registry: {
      providers: [komoju],
      contracts: { 'komoju.payment.create': createPayment as unknown as AnyContract },
    },
    providers: new Map([
      [
        'komoju',
        {
          provider: komoju,
          origin: simulators.url,
          secret: {
            current: () => Promise.resolve(secret),
            refetch: () => Promise.resolve(undefined),
          },
        },
      ],
    ]),
    line: { time: '', requestId: '', operation: 'gateway.reconcile' },
    report: (finding, { object }) => {
      found.push(object ?? finding);
      if (found.length >= most) completion.abort();
    },
    until: completion.signal,
  };
  await reconcile(context, store);
  return found;
}

/** A payment past the gateway: a reconciliation that comes to it finds it. */
async function makeForeign(): Promise<string> {
  const body = { amount: 1000, currency: 'JPY', payment_details: card };
  return ((await askProvider(simulators.url, `POST ${payments}`, body)) as { id: string }).id;
}

describe('a reconciliation', () => {
  test('begins a day back, and goes on where the last one ended', async () => {
    await makeForeign();
    clock.advance(26 * hourMs);
    const first = await makeForeign();
    clock.advance(2 * hourMs);
    const firstFound = await reconciled();
    const again = await reconciled();
    const second = await makeForeign();
    clock.advance(2 * hourMs);

    expect([firstFound, again, await reconciled()]).toEqual([[first], [], [second]]);
  });

  test('leaves for the next one what it could not come to', async () => {
    const made: string[] = [];
    for (let hour = 0; hour < 4; hour += 1) {
      made.push(await makeForeign());
      clock.advance(hourMs);
    }
    clock.advance(2 * hourMs);

    const cut = await reconciled(2);
    const rest = await reconciled();

    expect(cut).toEqual([...made.slice(0, 2), 'reconciliation_late']);
    // The hour in which it was cut short is gone through once more.
    expect(rest).toEqual(made.slice(1));
  });

  test('passes over a provider at which the merchant has no account', async () => {
    const made = await makeForeign();
    clock.advance(2 * hourMs);
    const without = await reconciled(Infinity, '');

    expect([without, await reconciled()]).toEqual([[], [made]]);
  });

  test('leaves alone what may still be under way or is not listed yet', async () => {
    const made = await makeForeign();
    clock.advance(70 * 60_000);
    const early = await reconciled();
    clock.advance(2 * 60_000);

    expect([early, await reconciled()]).toEqual([[], [made]]);
  });
});

describe('a state', () => {
  const { follows } = komoju;

  test.each([
    ['pending', 'captured'],
    ['authorized', 'refunded'],
    ['captured', 'captured'],
    ['expired', 'refunded'],
    ['captured', 'something new'],
    ['something new', 'captured'],
  ])('%s may become %s', (from, to) => {
    expect(mayBecome(from, to, follows)).toBe(true);
  });

  test.each([
    ['captured', 'authorized'],
    ['captured', 'pending'],
    ['refunded', 'cancelled'],
  ])('%s may not become %s', (from, to) => {
    expect(mayBecome(from, to, follows)).toBe(false);
  });
});
