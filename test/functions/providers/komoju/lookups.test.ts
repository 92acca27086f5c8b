import { describe, expect, test } from '@jest/globals';
import { searchPayments } from '../../../../functions/providers/komoju/lookups.ts';
import { showsCancellation, showsCapture } from '../../../../functions/providers/komoju/lookups.ts';
import type { EpochMs } from '../../../../functions/platform/clock.ts';

const reference = 'op_ADQYC6DV0MAE2H9M31SDZYT45C';

describe('the refunds in a payment of a list', () => {
  const refund = { id: 'r1', amount: 400, created_at: '2026-11-21T01:00:00Z', chargeback: false };
  const partsOf = (changes: object, more: object = {}) =>
    searchPayments.parts?.({
      id: 'pay1',
      captured_at: '2026-11-21T00:00:00Z',
      refunds: [{ ...refund, ...changes }],
      ...more,
    });

  test('are told with the operation id at the end of their description', () => {
    expect(partsOf({ description: `too big [${reference}]` })).toEqual([
      {
        id: 'r1',
        resource: 'pay1',
        amount: 400,
        reference,
        at: Date.parse('2026-11-21T01:00:00Z'),
      },
    ]);
  });

  test.each([
    ['none', undefined],
    ['another word', '[too big]'],
    ['one that does not end it', `[${reference}] too big`],
  ])('have no reference where there is %s', (_, description) => {
    expect(partsOf({ description })).toMatchObject([{ id: 'r1', reference: undefined }]);
  });

  test.each([
    ['a bank took back', { chargeback: true }],
    ['a capture of a part left over', { created_at: '2026-11-21T00:00:00Z' }],
  ])('are not what %s', (_, changes) => {
    expect(partsOf(changes)).toEqual([]);
  });

  test('are none where there are none, or no payment', () => {
    expect(partsOf({}, { refunds: [] })).toEqual([]);
    expect(searchPayments.parts?.({ id: 'cus1' })).toEqual([]);
  });
});

describe('a payment that was captured', () => {
  const firstAt = Date.parse('2026-11-21T00:00:00Z') as EpochMs;
  const paid = (captured_at: unknown) => ({ id: 'pay1', status: 'captured', captured_at });

  test.each(['2026-11-20T23:55:00Z', '2026-11-21T00:00:01Z', '2026-11-21T09:10:00+09:00'])(
    'at %s may have been by an operation of midnight',
    (capturedAt) => {
      expect(showsCapture(paid(capturedAt), { firstAt })).toMatchObject({
        id: 'pay1',
        state: 'captured',
        at: Date.parse(capturedAt),
      });
    },
  );

  test.each(['2026-11-20T23:54:59Z', null, undefined, 'yesterday'])(
    'at %s was not',
    (capturedAt) => {
      expect(showsCapture(paid(capturedAt), { firstAt })).toBeUndefined();
    },
  );
});

describe('a payment that was cancelled', () => {
  test('says so by its status and by nothing else', () => {
    expect(showsCancellation({ id: 'pay1', status: 'cancelled' })).toMatchObject({
      id: 'pay1',
    });
    expect(showsCancellation({ id: 'pay1', status: 'expired' })).toBeUndefined();
    expect(showsCancellation(undefined)).toBeUndefined();
  });
});
