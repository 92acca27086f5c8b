import { deepStrictEqual } from 'node:assert/strict';
import type { Intent } from '../load/literal/client.ts';
import { readIds, readRecords, readTruth, type Truth } from '../load/truth.ts';
import type { System } from '../journeys/system.ts';

/** What became of the shops' orders, counted where it is true: at the providers. */
export type Accounts = {
  readonly orders: number;
  readonly done: number;
  readonly givenUp: number;
  /** What is not as its shop was told, one sentence each. */
  readonly faults: readonly string[];
};

type IdOf = (operation: string, key: string) => string;

/** What is wrong with an order; undefined where its shop was told the truth. */
function faultOf(order: Intent, { made }: Truth, idOf: IdOf): string | undefined {
  const ids = order.keys.map((key) => idOf(order.want.operation, key));
  const times = ids.reduce((all, id) => all + (made.get(id) ?? 0), 0);
  const { conclusion, keys } = order;
  const name = keys[0] ?? '';
  if (conclusion === 'open') return `${name}: nobody has told its shop what became of it.`;
  const wanted = conclusion === 'done' ? 1 : 0;
  return times === wanted ? undefined : `${name}: told ${conclusion}, and made ${times} times.`;
}

/** Payments that took money and belong to no order that a shop was told of. */
function strangersOf(truth: Truth, known: ReadonlySet<string>): string[] {
  return [...truth.payments.values()]
    .filter(({ status }) => status === 'captured')
    .filter(({ metadata }) => !known.has(metadata['gateway_operation'] ?? ''))
    .map(({ id }) => `${id}: money was taken for no order.`);
}

/** Compares what the shops were told with what the providers have and what is on record. */
export async function accountsOf(local: System, orders: readonly Intent[]): Promise<Accounts> {
  // The simulators are read with their first key, whichever the gateway has by now.
  await local.sandbox('POST', 'keys', { keys: ['sk_test_simulator'] });
  const [truth, idOf, records] = [
    await readTruth(local.simulatorUrl),
    await readIds(local),
    await readRecords(local),
  ];
  const done = orders.filter(({ conclusion }) => conclusion === 'done');
  const known = new Set(
    done.flatMap(({ want, keys }) => keys.map((key) => idOf(want.operation, key))),
  );
  const faults = orders.map((order) => faultOf(order, truth, idOf));
  const open = [...records].filter(([, state]) => state === 'PENDING');
  return {
    orders: orders.length,
    done: done.length,
    givenUp: orders.filter(({ conclusion }) => conclusion === 'given_up').length,
    faults: [
      ...faults.filter((fault) => fault !== undefined),
      ...strangersOf(truth, known),
      ...open.map(([id]) => `${id}: still open on record.`),
    ],
  };
}

/** @throws AssertionError that shows each order that is not as its shop was told */
export function expectTrue({ faults }: Accounts): void {
  deepStrictEqual(faults, [], 'An order is not as its shop was told.');
}
