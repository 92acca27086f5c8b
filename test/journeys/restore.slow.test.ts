import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { rowOf, type Lookup, type OperationId } from '../../functions/operations.ts';
import { codeOf, orderedOperations, orderOf, type MutationOrder } from './mutations.ts';
import { card, havePayment, newKey, payments } from './orders.ts';
import { backUp, type Backup } from './backup.ts';
import { operationOf, startSystem, type System } from './system.ts';

/* The table is put back to an older state, and callers ask again for what it has forgotten. */

let local: System;
let backup: Backup | undefined;
beforeEach(async () => {
  local = await startSystem();
}, 60_000);
afterEach(async () => {
  backup?.close();
  await local.close();
});

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** From here on what is not found is new: an hour of delay, a lease, and what a list may lag. */
const provenMs = 72 * minuteMs;

type Named = MutationOrder & { readonly operation: OperationId };

const isHarmless = (operation: OperationId): boolean => rowOf(operation).lookup === 'harmless';

/** One order of each operation that may be executed once; what is harmless has a test of its own. */
const orderEach = (operations = orderedOperations.filter((id) => !isHarmless(id))) =>
  Promise.all(
    operations.map(async (operation): Promise<Named> => ({
      operation,
      ...(await orderOf(operation, local)),
    })),
  );

const findOf = ({ operation }: Named): Lookup => rowOf(operation).lookup ?? 'none';

/** Brings a table that was put back into use, as the README says. */
async function bringIntoUse({ declare, declareInUse, move, moment }: Backup): Promise<void> {
  await declare(moment);
  await move(2 * minuteMs);
  await declareInUse();
  await move(2 * minuteMs);
}

async function sendAll(orders: readonly Named[]) {
  const result = [];
  for (const order of orders) {
    const reply = await order.send();
    result.push({
      operation: order.operation,
      status: reply.status,
      code: codeOf(reply),
      source: reply.headers.get('x-result-source'),
      applied: await order.applied(reply),
    });
  }
  return result;
}

async function loseAnswer({ on, match, send }: Named): Promise<void> {
  await local.fault({ on, match, kind: 'drop_after_accept' });
  expect((await send()).status).toBe(409);
}

/** What callers of forgotten operations are told: what a read can attribute to them, else that nobody knows. */
const paymentObject = (order: Named) => {
  const isKnown = ['exact', 'gone'].includes(findOf(order));
  return {
    operation: order.operation,
    status: isKnown ? order.success : 409,
    code: isKnown ? undefined : 'outcome_unknown',
    source: isKnown ? 'read' : null,
    applied: 1,
  };
};

test.each([
  ['at once', 0],
  ['a day later, when the provider has forgotten its keys', 25 * hourMs],
])(
  'nothing that was forgotten is executed again, asked %s',
  async (_, laterMs) => {
    const [known, answered, lost] = [await orderEach(), await orderEach(), await orderEach()];
    await sendAll(known);
    backup = await backUp(local);
    await sendAll(answered);
    for (const order of lost) await loseAnswer(order);

    await backup.putBack();
    await bringIntoUse(backup);
    await backup.move(laterMs);
    const toldKnown = await sendAll(known);
    const toldForgotten = await sendAll([...answered, ...lost]);

    expect(toldKnown).toEqual(
      known.map(({ operation, success }) => {
        return { operation, status: success, code: undefined, source: null, applied: 1 };
      }),
    );
    expect(toldForgotten).toEqual([...answered, ...lost].map(paymentObject));
  },
  120_000,
);

test('what only a state tells of is known after the next runs, and what nothing tells of stays open', async () => {
  const forgotten = (await orderEach()).filter((each) => ['status', 'none'].includes(findOf(each)));
  backup = await backUp(local);
  await sendAll(forgotten);

  await backup.putBack();
  await bringIntoUse(backup);
  await sendAll(forgotten);
  for (const waitMs of [minuteMs, 2 * minuteMs, dayMs, dayMs]) {
    await backup.move(waitMs);
    await local.runs('gateway.recover');
  }
  const outcome = await sendAll(forgotten);

  expect(outcome).toEqual(
    forgotten.map((order) =>
      findOf(order) === 'status'
        ? { ...paymentObject(order), status: order.success, code: undefined, source: 'read' }
        : paymentObject(order),
    ),
  );
}, 120_000);

test('what is harmless is told again, by the provider’s own key', async () => {
  const orders = await orderEach(orderedOperations.filter(isHarmless));
  backup = await backUp(local);
  await sendAll(orders);

  await backup.putBack();
  await bringIntoUse(backup);
  const told = await sendAll(orders);

  expect(told).toEqual(
    orders.map(({ operation, success }) => ({
      ...{ operation, status: success, code: undefined, source: null, applied: 1 },
    })),
  );
}, 60_000);

test('without the setting a forgotten charge is made again', async () => {
  const order = await orderOf('komoju.payment.create', local);
  backup = await backUp(local);
  await order.send();

  await backup.putBack();
  await backup.move(25 * hourMs);
  const again = await order.send();

  expect([again.status, await order.applied(again)]).toEqual([200, 2]);
}, 60_000);

/** While a session can be paid, its customer may be at the bank: that it shows no payment proves nothing. */
const canBeProven = (order: Named): boolean =>
  findOf(order) !== 'none' && order.operation !== 'komoju.session.pay';

describe('a new operation', () => {
  const unknown = { status: 409, code: 'outcome_unknown', source: null, applied: 0 };
  const made = { code: undefined, source: null, applied: 1 };

  test('is not made before all that was sent earlier has taken effect, and its key is closed then', async () => {
    const orders = await orderEach();
    backup = await backUp(local);
    await backup.putBack();

    await bringIntoUse(backup);
    const early = await sendAll(orders);
    for (const waitMs of [hourMs, 12 * minuteMs, hourMs, 12 * minuteMs]) {
      await backup.move(waitMs);
      await local.runs('gateway.recover');
    }
    const later = await sendAll(orders);

    expect(early).toEqual(orders.map(({ operation }) => ({ operation, ...unknown })));
    expect(later).toEqual(
      orders.map((order) => ({
        operation: order.operation,
        ...unknown,
        code: canBeProven(order) ? 'operation_closed' : 'outcome_unknown',
      })),
    );
  }, 120_000);

  test('is not made while nobody has said that the old table is out of use', async () => {
    const order = await orderOf('coiney.payment.create', local);
    backup = await backUp(local);
    await backup.putBack();

    await backup.declare(backup.moment);
    await backup.move(3 * hourMs);
    const reply = await order.send();

    expect([reply.status, await order.applied(reply)]).toEqual([409, 0]);
  }, 60_000);

  test('is made after that where a look finds nothing of it, but never where none can', async () => {
    const orders = await orderEach();
    backup = await backUp(local);
    await backup.putBack();

    await bringIntoUse(backup);
    await backup.move(provenMs);
    const results = await sendAll(orders);

    expect(results).toEqual(
      orders.map((order) =>
        canBeProven(order)
          ? { operation: order.operation, ...made, status: order.success }
          : { operation: order.operation, ...unknown },
      ),
    );
  }, 120_000);

  test.each([
    ['shows what is older', 'ignore_filter', hourMs],
    ['loses its last page', 'lose_page', 0],
  ])(
    'is not made where its list %s',
    async (_, mode, sinceMs) => {
      const order = await orderOf('komoju.payment.create', local);
      await havePayment(local);
      backup = await backUp(local);

      await backup.move(sinceMs + minuteMs);
      await havePayment(local);
      await backup.declare(new Date(Date.parse(backup.moment) + sinceMs).toISOString());
      await backup.declareInUse();
      await backup.move(provenMs);
      await local.sandbox('POST', 'list', { mode });
      const reply = await order.send();

      expect([reply.status, await order.applied(reply)]).toEqual([409, 0]);
    },
    60_000,
  );

  test('is made as always a week later', async () => {
    const orders = (await orderEach()).filter((order) => findOf(order) === 'none');
    backup = await backUp(local);
    await backup.putBack();

    await bringIntoUse(backup);
    await backup.move(7 * dayMs);
    const results = await sendAll(orders);

    expect(results).toEqual(
      orders.map(({ operation, success }) => ({ operation, ...made, status: success })),
    );
  }, 60_000);
});

test('what stood open at the point of the restore is not sent again either', async () => {
  const order = {
    body: { amount: 1000, currency: 'JPY', payment_details: card },
    idempotencyKey: newKey(),
  };
  await local.fault({ match: 'POST /api/v1/payments', kind: 'status', status: 429 });
  const refused = await local.call('POST', payments, order);
  backup = await backUp(local);
  const paid = await local.call('POST', payments, order);

  await backup.putBack();
  await bringIntoUse(backup);
  await backup.move(25 * hourMs);
  const request = await local.call('POST', payments, order);
  await local.runs('gateway.recover');
  const reply = await local.call('POST', payments, order);

  expect([refused.status, paid.status, codeOf(request)]).toEqual([503, 200, 'outcome_unknown']);
  expect([reply.status, reply.headers.get('x-result-source')]).toEqual([200, 'read']);
  expect(await local.applied(operationOf(reply))).toBe(1);
}, 60_000);
