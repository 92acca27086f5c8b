import { describe, expect, test } from '@jest/globals';
import type { EpochMs } from '../../../../functions/platform/clock.ts';
import {
  addReferenceToDescription,
  parseRefund,
  refundsOf,
  showsRefund,
} from '../../../../functions/providers/komoju/refunds.ts';

const reference = 'op_ADQYC6DV0MAE2H9M31SDZYT45C';
const other = 'op_00000000000000000000000000';
const time = (text: string): EpochMs => Date.parse(text) as EpochMs;

const midnight = time('2026-11-21T00:00:00Z');
const beforeMidnight = '2026-11-20T23:59:59Z';
const oClock = '2026-11-21T01:00:00Z';
const refund = {
  id: 'ref1',
  amount: 400,
  currency: 'JPY',
  description: `[${reference}] late`,
  created_at: oClock,
  chargeback: false,
};
const payment = { id: '807n', status: 'captured', captured_at: beforeMidnight };
const withRefunds = (...refunds: readonly unknown[]): object => ({ ...payment, refunds });
const shown = {
  id: 'ref1',
  resource: '807n',
  state: 'captured',
  amount: 400,
  currency: 'JPY',
  reference,
  at: time(oClock),
};

describe('the reference in a description', () => {
  test.each([
    ['broken in transit', `[${reference}] broken in transit`],
    ['', `[${reference}]`],
    [null, `[${reference}]`],
    [undefined, `[${reference}]`],
    [`[${other}]`, `[${reference}] [${other}]`],
  ])('of %j is at its beginning', (description, referenced) => {
    expect(addReferenceToDescription(description, reference)).toBe(referenced);
  });
});

describe('the answer to a refund', () => {
  const asked = { reference, since: midnight };
  const others = [
    { ...refund, id: 'ref4', description: `[${other}]` },
    { ...refund, id: 'ref5', description: `by hand [${reference}]` },
    { ...refund, id: 'ref7', description: 5 },
  ];
  const undescribed = [{ ...refund, id: 'ref3', description: null }, { id: 'ref6' }];
  const unnamed = { resource: '807n', state: 'captured' };

  test('tells of the one that carries our reference at its beginning, wherever it stands', () => {
    expect(parseRefund(withRefunds(...others, ...undescribed, refund), asked)).toEqual(shown);
    expect(parseRefund(withRefunds(refund, ...undescribed, ...others), asked)).toEqual(shown);
  });

  test('tells of the new one where an older one has the same reference', () => {
    const old = { ...refund, id: 'old', created_at: beforeMidnight };

    expect(parseRefund(withRefunds(old, refund), asked)).toEqual(shown);
    expect(parseRefund(withRefunds(old), asked)).toBeUndefined();
  });

  test('tells of none where there are two', () => {
    expect(parseRefund(withRefunds(refund, { ...refund, id: 'ref2' }), asked)).toBeUndefined();
  });

  test('need not say more than which refund it is', () => {
    const described = { id: 'ref1', description: `[${reference}]` };

    expect(parseRefund({ id: '807n', refunds: [described] }, asked)).toMatchObject({ id: 'ref1' });
  });

  test.each([
    ['pending', 'pending'],
    [null, 'captured'],
    [undefined, 'captured'],
  ])('with the status %j is %s', (status, state) => {
    expect(parseRefund(withRefunds({ ...refund, status }), asked)?.state).toBe(state);
  });

  test.each([
    ['without refunds', payment],
    ['with null for refunds', { ...payment, refunds: null }],
    ...undescribed.map((one) => ['with a new refund without a description', withRefunds(one)]),
  ])('is a yes %s, and names none', (_, body) => {
    expect(parseRefund(body, asked)).toEqual(unnamed);
  });

  test.each(undescribed)(
    'is no yes by one without a description beside one that has one',
    (one) => {
      expect(parseRefund(withRefunds(...others, one), asked)).toBeUndefined();
    },
  );

  test('is no yes by an older refund without a description', () => {
    const old = { ...refund, description: null, created_at: beforeMidnight };

    expect(parseRefund(withRefunds(old), asked)).toBeUndefined();
  });

  const notOurs = [withRefunds(), withRefunds(...others), ...others.map((one) => withRefunds(one))];

  test.each([undefined, null, 'text', [], {}, ...notOurs])('is not %j', (body) => {
    expect(parseRefund(body, asked)).toBeUndefined();
  });
});

describe('a payment that is read for a refund', () => {
  const window = { from: midnight, to: time('2026-11-22T00:00:00Z') };
  const show = (found: unknown) => showsRefund(found, { reference, window });
  const nothing = { kind: 'seen', objects: [], couldBe: [] };

  test('shows what carries our reference', () => {
    expect(show(withRefunds(refund))).toEqual({ kind: 'seen', objects: [shown], couldBe: [] });
  });

  test('shows both where there are two', () => {
    expect(show(withRefunds(refund, { ...refund, id: 'ref2' }))).toMatchObject({
      objects: [{ id: 'ref1' }, { id: 'ref2' }],
    });
  });

  test.each([
    ['there is none', []],
    ['it is another operation’s', [{ ...refund, description: `[${other}]` }]],
    ['it was made before ours was asked for', [{ ...refund, created_at: beforeMidnight }]],
    ['a bank took it back', [{ ...refund, chargeback: true }]],
    [
      'it carries no reference and is older',
      [{ ...refund, description: null, created_at: beforeMidnight }],
    ],
    [
      'it carries no reference and is later than any of ours',
      [{ ...refund, description: null, created_at: '2026-11-22T00:00:01Z' }],
    ],
  ])('shows nothing where %s', (_, refunds) => {
    expect(show(withRefunds(...refunds))).toEqual(nothing);
  });

  test.each([null, '', 'by hand', `[op_ADQ`, `by hand [${reference}]`])(
    'does not say whose a refund is that is described as %j',
    (description) => {
      expect(show(withRefunds({ ...refund, description }))).toMatchObject({
        objects: [],
        couldBe: [{ id: 'ref1' }],
      });
    },
  );

  test.each([
    ['refunds', payment],
    ['refunds', { ...payment, refunds: null }],
    ['refunds', { ...payment, refunds: { data: [] } }],
    ['refunds.0', withRefunds(null)],
    ['refunds.0.id', withRefunds({ ...refund, id: undefined })],
    ['refunds.0.amount', withRefunds({ ...refund, amount: '400' })],
    ['refunds.0.description', withRefunds({ ...refund, description: undefined })],
    ['refunds.0.created_at', withRefunds({ ...refund, created_at: 1_795_000_000 })],
    ['refunds.0.created_at', withRefunds({ ...refund, created_at: '2026-11-21' })],
    ['refunds.0.created_at', withRefunds({ ...refund, created_at: '2026-11-21 01:00:00' })],
    ['refunds.0.chargeback', withRefunds({ ...refund, chargeback: 'no' })],
    ['refunds.1.created_at', withRefunds(refund, { ...refund, created_at: null })],
    ['status', { ...withRefunds(), status: undefined }],
    ['status', { ...withRefunds(), status: 'reversed' }],
    ['captured_at', { ...withRefunds(), captured_at: undefined }],
  ])('shows nothing, not even an absence, without a readable %s', (why, found) => {
    expect(show(found)).toEqual({ kind: 'unclear', why });
  });

  test('shows nothing where the payment is gone', () => {
    expect(show(undefined)).toEqual({ kind: 'seen', objects: [] });
  });
});

describe('the refunds in a payment of a list', () => {
  test('are told with the reference that they carry', () => {
    expect(refundsOf(withRefunds(refund))).toEqual([shown]);
    expect(refundsOf(withRefunds({ ...refund, description: null }))).toMatchObject([
      { id: 'ref1', reference: undefined },
    ]);
  });

  test.each([
    ['a bank took back', { chargeback: true }],
    ['a capture of a part left over', { description: null, created_at: beforeMidnight }],
  ])('are not what %s', (_, changes) => {
    expect(refundsOf(withRefunds({ ...refund, ...changes }))).toEqual([]);
  });

  test('can’t be told where they can’t be read', () => {
    expect(refundsOf(payment)).toBeUndefined();
    expect(refundsOf(withRefunds({ ...refund, amount: null }))).toBeUndefined();
    expect(refundsOf(withRefunds())).toEqual([]);
  });
});
