import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, test } from '@jest/globals';
import type { Item } from '../../../functions/ledger/table/items.ts';
import { attemptsIn, orderStateOf, type Attempt } from '../../../functions/orders/attempts.ts';
import { dayMs, secondMs } from '../../../functions/platform/clock.ts';
import type { PaymentView } from '../../../functions/providers/event-source.ts';
import { coiney } from '../../../functions/providers/coiney/coiney.ts';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import { at } from '../../support/records.ts';

/* Items as the index by order has them: a payment's record, or an operation that asked for a payment or a session. */

const payment = (id: string, state: string, changes: Partial<PaymentView> = {}): Item => {
  const view = { id, state, amount: 1000, total: 1100, currency: 'JPY', at, ...changes };
  return marshall({ pk: `PAY#komoju#${id}`, orderAt: view.at, pay: JSON.stringify(view) });
};

type Operation = {
  readonly state: string;
  readonly operation?: string;
  readonly at?: number;
  /** What it made, and how that was then. */
  readonly made?: readonly [object: string, state: string];
};

const operation = (
  id: string,
  { state, operation: op = 'komoju.payment.create', at: orderAt = at, made }: Operation,
): Item => {
  const [object, shown] = made ?? [];
  const event = made && { object, state: shown, amount: 1000, currency: 'JPY' };
  return marshall({ pk: id, op, st: state, orderAt, event }, { removeUndefinedValues: true });
};

const session = (id: string, made: string, moment: number = at): Item =>
  operation(id, {
    ...{ state: 'SUCCEEDED', operation: 'komoju.session.create', at: moment },
    made: [made, 'pending'],
  });

const attempts = (items: readonly Item[]): readonly Attempt[] => attemptsIn(items, komoju);
const shown = (items: readonly Item[]): unknown[] =>
  attempts(items).map(({ kind, id, state, phase }) => [kind, id, state, phase]);

describe('an attempt', () => {
  test('that is a payment is as its record shows it', () => {
    expect(attempts([payment('pay1', 'captured', { reference: 'op_1' })])).toEqual([
      {
        ...{ kind: 'payment', id: 'pay1', operation: 'op_1', state: 'captured', phase: 'paid' },
        ...{ amount: 1100, currency: 'JPY', at },
      },
    ]);
  });

  test.each(Object.entries(komoju.phases))('of KOMOJU that is %s is %s', (state, phase) => {
    expect(shown([payment('pay1', state)])).toEqual([['payment', 'pay1', state, phase]]);
  });

  test.each(Object.entries(coiney.phases))('of Coiney that is %s is %s', (state, phase) => {
    const items = [payment('pm_1', state)];

    expect(attemptsIn(items, coiney)).toMatchObject([{ state, phase }]);
  });

  test('in a state that nobody knows may still be paid: whoever took it for failed might charge again', () => {
    expect(shown([payment('pay1', 'new')])).toEqual([['payment', 'pay1', 'new', 'payable']]);
  });

  test('is one, though its operation and its payment name the order', () => {
    const made = operation('op_1', { state: 'SUCCEEDED', made: ['pay1', 'authorized'] });

    expect(shown([made, payment('pay1', 'captured')])).toEqual([
      ['payment', 'pay1', 'captured', 'paid'],
    ]);
  });

  test('whose payment has no record yet is as its create left it', () => {
    const made = operation('op_1', { state: 'SUCCEEDED', made: ['pay1', 'captured'] });

    expect(attempts([made])).toMatchObject([
      { kind: 'payment', id: 'pay1', operation: 'op_1', state: 'captured', phase: 'paid' },
    ]);
  });

  test('whose outcome is unknown may still be paid; one that failed may not', () => {
    expect(
      shown([operation('op_1', { state: 'PENDING' }), operation('op_2', { state: 'FAILED' })]),
    ).toEqual([
      ['operation', 'op_1', 'pending', 'payable'],
      ['operation', 'op_2', 'failed', 'failed'],
    ]);
  });

  test('that succeeded and shows no object counts for nothing', () => {
    expect(shown([operation('op_1', { state: 'SUCCEEDED' })])).toEqual([
      ['operation', 'op_1', 'succeeded', 'failed'],
    ]);
  });

  test('stands after those that are older, and of one moment by its id', () => {
    const later = at + secondMs;
    const items = [
      operation('op_3', { state: 'PENDING', at: later }),
      payment('pay2', 'failed'),
      payment('pay1', 'captured', { at: (at - secondMs) as typeof at }),
      operation('op_1', { state: 'PENDING' }),
    ];
    const expected = ['pay1', 'op_1', 'pay2', 'op_3'];

    expect(attempts(items).map(({ id }) => id)).toEqual(expected);
    expect(attempts(items.toReversed()).map(({ id }) => id)).toEqual(expected);
  });
});

/** What the inbox has read of a session. */
const read = (id: string, state: string, operationId = 'op_1'): Item =>
  marshall({
    pk: `SES#komoju#${id}`,
    orderAt: at,
    ses: JSON.stringify({ state, operation: operationId, amount: 1000, currency: 'JPY' }),
  });

describe('a session', () => {
  const made = session('op_1', 'ses1');

  test.each([
    ['pending', 'payable'],
    ['completed', 'used'],
    ['cancelled', 'failed'],
    ['expired', 'failed'],
  ])('that was read as %s is %s, and one attempt', (state, phase) => {
    expect(attempts([made, read('ses1', state)])).toEqual([
      {
        ...{ kind: 'session', id: 'ses1', operation: 'op_1', state, phase },
        ...{ amount: 1000, currency: 'JPY', at },
      },
    ]);
  });

  test('that was not read yet may be paid, however old it is: time alone ends none', () => {
    const old = session('op_1', 'ses1', at - 3 * dayMs);

    expect(shown([old])).toEqual([['session', 'ses1', 'pending', 'payable']]);
  });

  test.each([
    ['that names it', { session: 'ses1' }],
    ['that carries the id of its create', { reference: 'op_1' }],
  ])('is used where there is a payment %s: that counts by itself', (_, changes) => {
    const items = [made, read('ses1', 'pending'), payment('pay1', 'captured', changes)];

    expect(shown(items)).toEqual([
      ['payment', 'pay1', 'captured', 'paid'],
      ['session', 'ses1', 'completed', 'used'],
    ]);
  });

  test('may still be paid where a payment in it has failed: its page takes another card', () => {
    const declined = payment('pay1', 'failed', { session: 'ses1' });

    expect(shown([made, declined])).toContainEqual(['session', 'ses1', 'pending', 'payable']);
  });

  test('is not used by a payment of another one', () => {
    const items = [made, payment('pay1', 'captured', { session: 'ses2' })];

    expect(shown(items)).toContainEqual(['session', 'ses1', 'pending', 'payable']);
  });

  test('that may not be there is an operation', () => {
    const open = { operation: 'komoju.session.create', state: 'PENDING' };

    expect(shown([operation('op_1', open)])).toEqual([['operation', 'op_1', 'pending', 'payable']]);
  });
});

describe('an order', () => {
  const paid = payment('paid1', 'captured');
  const payable = payment('payable1', 'authorized');
  const refunded = payment('refunded1', 'refunded');
  const failed = payment('failed1', 'failed');
  const unknown = operation('op_1', { state: 'PENDING' });

  // prettier-ignore
  test.each<[string, string, readonly Item[]]>([
    ['paid_twice', 'two are paid',                    [paid, payment('paid2', 'captured'), payable, refunded, failed]],
    ['paid_twice', 'two are paid, one of them at once', [paid, operation('op_2', { state: 'SUCCEEDED', made: ['paid2', 'captured'] })]],
    ['paid',       'one is paid',                     [paid, payable, refunded, failed, unknown]],
    ['paid',       'one is paid, and found twice',    [paid, operation('op_2', { state: 'SUCCEEDED', made: ['paid1', 'captured'] })]],
    ['paid',       'one is paid, and one was refunded', [paid, refunded]],
    ['open',       'one may still be paid',           [payable, refunded, failed]],
    ['open',       'an outcome is unknown',           [unknown, refunded, failed]],
    ['open',       'a session waits',                 [session('op_2', 'ses1'), refunded, failed]],
    ['refunded',   'what was paid was given back',    [refunded, failed]],
    ['failed',     'nothing came of any',             [failed, operation('op_2', { state: 'FAILED' })]],
    ['failed',     'the session is over',             [session('op_2', 'ses1'), read('ses1', 'expired', 'op_2')]],
    ['failed',     'there is no attempt',             []],
  ])('is %s where %s', (state, _, items) => {
    expect(orderStateOf(attempts(items))).toBe(state);
    expect(orderStateOf(attempts(items.toReversed()))).toBe(state);
  });
});
