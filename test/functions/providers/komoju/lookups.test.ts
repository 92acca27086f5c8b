import { describe, expect, test } from '@jest/globals';
import type { EpochMs } from '../../../../functions/platform/clock.ts';
import {
  searchCustomers,
  searchPayments,
  showsCancellation,
  showsCapture,
  showsDeletion,
} from '../../../../functions/providers/komoju/lookups.ts';

const reference = 'op_ADQYC6DV0MAE2H9M31SDZYT45C';
const window = {
  from: Date.parse('2026-11-20T23:55:00Z') as EpochMs,
  to: Date.parse('2026-11-22T00:00:00Z') as EpochMs,
};
const nothing = { kind: 'seen', objects: [] };

describe('a payment that was captured', () => {
  const paid = (captured_at: unknown, status: unknown = 'captured') => ({
    id: 'pay1',
    status,
    amount: 1000,
    captured_at,
  });

  test.each(['2026-11-20T23:55:00Z', '2026-11-21T00:00:01Z', '2026-11-21T09:10:00.5+09:00'])(
    'at %s may have been by an operation of midnight',
    (capturedAt) => {
      expect(showsCapture(paid(capturedAt), { window })).toMatchObject({
        objects: [{ id: 'pay1', state: 'captured', at: Date.parse(capturedAt) }],
      });
    },
  );

  test.each<[string, object[], boolean]>([
    ['with none', [], true],
    ['of an operation', [{ description: `[${reference}] late` }], true],
    ['of a bank', [{ description: null, chargeback: true }], true],
    ['of nobody', [{ description: null, chargeback: false }], false],
    ['of somebody', [{ description: 'by hand' }], false],
  ])('and shows refunds %s, may have been captured in part: %j', (_, refunds, isWhole) => {
    const found = { ...paid('2026-11-21T00:00:01Z'), refunds };
    const { amount, ...rest } = { id: 'pay1', amount: 1000 };

    expect(showsCapture(found, { window })).toMatchObject(
      isWhole
        ? { objects: [{ ...rest, amount }] }
        : { objects: [], couldBe: [{ ...rest, amount: undefined }] },
    );
  });

  test('before that was not', () => {
    expect(showsCapture(paid('2026-11-20T23:54:59Z'), { window })).toEqual(nothing);
  });

  test.each(['pending', 'authorized', 'cancelled', 'expired', 'failed'])(
    'is not one that is %s and has no time',
    (status) => {
      expect(showsCapture(paid(null, status), { window })).toEqual(nothing);
    },
  );

  test.each([
    ['captured_at', paid(undefined)],
    ['captured_at', paid(null)],
    ['captured_at', paid(null, 'refunded')],
    ['captured_at', paid('yesterday', 'authorized')],
    ['captured_at', paid(1_795_000_000)],
    ['captured_at', paid('2026-11-21T00:00:01')],
    ['captured_at', { ...paid(null), captured_at: { at: 'x' } }],
    ['status', paid('2026-11-21T00:00:01Z', 'reversed')],
    ['status', paid(null, null)],
    ['amount', { ...paid('2026-11-21T00:00:01Z'), amount: '1000' }],
  ])('is not told, nor that it was not, without a readable %s', (why, found) => {
    expect(showsCapture(found, { window })).toEqual({ kind: 'unclear', why });
  });
});

describe('a payment that was cancelled', () => {
  test('says so by its status and by nothing else', () => {
    expect(showsCancellation({ id: 'pay1', status: 'cancelled' })).toMatchObject({
      objects: [{ id: 'pay1' }],
    });
    expect(showsCancellation({ id: 'pay1', status: 'expired' })).toEqual(nothing);
    expect(showsCancellation(undefined)).toEqual(nothing);
  });

  test.each([undefined, null, 'canceled', 3])('says nothing by the status %j', (status) => {
    expect(showsCancellation({ id: 'pay1', status })).toEqual({ kind: 'unclear', why: 'status' });
  });
});

test('a customer is deleted where it is gone, and only there', () => {
  const path = { customerId: 'cus1' };

  expect(showsDeletion(undefined, { path })).toMatchObject({
    objects: [{ id: 'cus1' }],
    answer: { status: 200, body: '{"id":"cus1","resource":"customer","source":null}' },
  });
  expect(showsDeletion({ id: 'cus1', source: { type: 'credit_card' } }, { path })).toEqual(nothing);
  expect(showsDeletion({ id: 'cus1', source: null }, { path })).toEqual({
    kind: 'unclear',
    why: 'source',
  });
});

describe('an item of a list', () => {
  const customer = { id: 'cus1', metadata: { a: 'b' }, created_at: '2026-11-21T00:00:00Z' };
  const payment = { ...customer, id: 'pay1', status: 'captured', amount: 1000, currency: 'JPY' };

  test.each([
    ['a payment', searchPayments, payment],
    ['a customer', searchCustomers, customer],
  ])('tells whose %s is, and from when', (_, { item }, made) => {
    const at = Date.parse(made.created_at);
    const ours = { ...made, metadata: { gateway_operation: reference } };

    expect(item(made)).toMatchObject({ id: made.id, at, reference: undefined });
    expect(item(ours)).toMatchObject({ id: made.id, at, reference });
    expect(item({ ...made, metadata: null })).toMatchObject({ reference: undefined });
  });

  test.each<[string, object]>([
    ['id', { id: 5 }],
    ['metadata', { metadata: undefined }],
    ['metadata', { metadata: [] }],
    ['metadata', { metadata: { gateway_operation: 5 } }],
    ['created_at', { created_at: undefined }],
    ['created_at', { created_at: '21/11/2026' }],
  ])('is not understood without a readable %s: %j', (_, changes) => {
    expect(searchPayments.item({ ...payment, ...changes })).toBeUndefined();
    expect(searchCustomers.item({ ...customer, ...changes })).toBeUndefined();
  });

  test.each([undefined, 'reversed'])('is no payment with the status %j', (status) => {
    expect(searchPayments.item({ ...payment, status })).toBeUndefined();
  });
});

test.each([
  ['total', { total: undefined }],
  ['total', { total: '3' }],
  ['total', { total: -1 }],
  ['last_page', { last_page: null }],
  ['data', { data: {} }],
])('a page of a list is none without a readable %s: %j', (_, changes) => {
  const page = { data: [], total: 0, page: 1, last_page: 1 };

  expect(searchPayments.read(page)).toEqual({ items: [], total: 0, next: undefined });
  expect(searchPayments.read({ ...page, ...changes })).toBeUndefined();
});
