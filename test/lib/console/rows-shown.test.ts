import { describe, expect, test } from '@jest/globals';
import type { PaymentRow } from '../../../lib/console/api/payments.ts';
import { rowsShown, sumsOf } from '../../../lib/console/pages/parts/rows-shown.ts';

/* The list of payments over its pages: once each, and strictly by time. */

const time = (minute: number): string => new Date(Date.UTC(2026, 10, 29, 0, minute)).toISOString();

const row = (id: string, minute: number, changes: Partial<PaymentRow> = {}): PaymentRow => ({
  ...{ kind: 'payment', provider: 'acme', id, order: null, state: 'captured', phase: 'paid' },
  ...{ method: null, amount: 100, total: 110, refunded: 0, chargedBack: 0, currency: 'JPY' },
  ...{ refunds: [], openOperations: 0, madeAt: time(minute), lastAt: time(minute) },
  ...changes,
});

const idsOf = (pages: readonly (readonly PaymentRow[])[], next: string | null): string[] =>
  rowsShown(pages, next).map(({ id }) => id);

describe('the rows of some pages', () => {
  test('go strictly by time, however they came', () => {
    expect(
      idsOf(
        [
          [row('b', 20), row('a', 30)],
          [row('d', 5), row('c', 10)],
        ],
        null,
      ),
    ).toEqual([...['a', 'b', 'c', 'd']]);
  });

  test('are shown once each, with the newest request', () => {
    const pages = [
      [row('a', 30), row('b', 25)],
      [row('c', 12), row('a', 10)],
    ];
    expect(idsOf(pages, null)).toEqual(['a', 'b', 'c']);
  });

  test('that were asked for long before they were decided wait for their place', () => {
    const page = [row('a', 30), row('decided', 3)];
    expect(idsOf([page], time(20))).toEqual(['a']);
    expect(idsOf([page, [row('b', 10)]], time(8))).toEqual(['a', 'b']);
    expect(idsOf([page, [row('b', 10)], [row('c', 2)]], null)).toEqual([
      ...['a', 'b', 'decided', 'c'],
    ]);
  });

  test('that are open wait for nothing', () => {
    const open = row('open', 3, { openOperations: 1 });
    expect(idsOf([[row('a', 30), open]], time(20))).toEqual(['a', 'open']);
  });
});

test('what is paid is summed up by currency, and only that', () => {
  const rows = [
    row('a', 1, { refunded: 10 }),
    row('b', 2, { phase: 'refunded', refunded: 110 }),
    row('c', 3, { currency: 'usd', total: 1999 }),
    row('d', 4, { phase: 'payable' }),
    row('e', 5, { total: null }),
    row('f', 6, { kind: 'session' }),
  ];

  expect(sumsOf(rows)).toEqual([
    { currency: 'JPY', payments: 2, paid: 220, back: 120 },
    { currency: 'USD', payments: 1, paid: 1999, back: 0 },
  ]);
});
