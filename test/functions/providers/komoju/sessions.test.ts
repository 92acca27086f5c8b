import { describe, expect, test } from '@jest/globals';
import type { EpochMs } from '../../../../functions/platform/clock.ts';
import {
  parseNewSession,
  parseSessionPayment,
  showsSessionCancellation,
  showsSessionPayment,
} from '../../../../functions/providers/komoju/sessions.ts';

const reference = 'op_ADQYC6DV0MAE2H9M31SDZYT45C';
const window = {
  from: Date.parse('2026-11-20T23:55:00Z') as EpochMs,
  to: Date.parse('2026-11-22T00:00:00Z') as EpochMs,
};
const before = '2026-11-20T23:54:59Z';
const since = '2026-11-21T00:00:01Z';
const nothing = { kind: 'seen', objects: [] };
const unclear = (why: string) => ({ kind: 'unclear', why });

const path = { sessionId: 'ses1' };

test('a new session carries the operation that made it', () => {
  const session = {
    id: 'ses1',
    status: 'pending',
    amount: 1000,
    currency: 'JPY',
    metadata: { gateway_operation: reference },
    created_at: since,
  };

  expect(parseNewSession(session)).toEqual({
    id: 'ses1',
    resource: 'ses1',
    state: 'pending',
    amount: 1000,
    currency: 'JPY',
    reference,
    at: Date.parse(since),
  });
});

describe('an answer to the payment of a session', () => {
  test.each([
    [{ redirect_url: null, status: 'completed', payment: { status: 'authorized' } }, 'authorized'],
    [{ redirect_url: 'https://bank.example', status: 'pending' }, undefined],
  ])('%j is a yes', (body, state) => {
    const object = { id: 'ses1', resource: 'ses1', state };
    expect(parseSessionPayment(body, { path })).toEqual(object);
  });

  test.each([
    [{ error: { code: 'card_declined' }, status: 'pending' }],
    [{ error: 'card_declined', status: 'error' }],
    [{ redirect_url: null }],
    [{ status: null }],
    [undefined],
  ])('%j is none', (body) => {
    expect(parseSessionPayment(body, { path })).toBeUndefined();
  });
});

describe('a session that is cancelled', () => {
  const session = (status: unknown, cancelled_at: unknown = null) => ({
    id: 'ses1',
    status,
    cancelled_at,
  });

  test('since the operation may be its doing', () => {
    const observation = showsSessionCancellation(session('cancelled', since), { window });
    const object = { id: 'ses1', resource: 'ses1', state: 'cancelled', at: Date.parse(since) };
    expect(observation).toMatchObject({ kind: 'seen', objects: [object] });
  });

  test.each([session('cancelled', before), session('pending'), session('completed'), undefined])(
    'is not %j',
    (found) => {
      expect(showsSessionCancellation(found, { window })).toEqual(nothing);
    },
  );

  test.each([
    ['cancelled_at', session('cancelled')],
    ['cancelled_at', session('cancelled', 'today')],
    ['cancelled_at', { id: 'ses1', status: 'pending' }],
    ['status', session('void')],
  ])('is not told without a readable %s', (why, found) => {
    expect(showsSessionCancellation(found, { window })).toEqual(unclear(why));
  });
});

describe('a session that is paid', () => {
  const open = { id: 'ses1', status: 'pending', expired: false, completed_at: null };
  const payment = (status: unknown, created_at: unknown = since) => ({ status, created_at });

  test.each([
    [
      { ...open, status: 'completed', completed_at: since, payment: payment('captured') },
      'captured',
    ],
    [{ ...open, payment: payment('pending') }, 'pending'],
    [{ ...open, payment: payment('failed') }, 'failed'],
    [{ ...open, status: 'completed', completed_at: since, payment: null }, undefined],
  ])('is %j', (found, state) => {
    const object = { id: 'ses1', resource: 'ses1', state, at: Date.parse(since) };
    expect(showsSessionPayment(found, { window })).toEqual({ kind: 'seen', objects: [object] });
  });

  test.each([
    [{ ...open, expired: true }],
    [{ ...open, expired: true, payment: null }],
    [{ ...open, expired: true, payment: payment('failed', before) }],
    [{ ...open, status: 'cancelled' }],
    [{ ...open, status: 'completed', completed_at: before, payment: null }],
    [undefined],
  ])('is not %j', (found) => {
    expect(showsSessionPayment(found, { window })).toEqual(nothing);
  });

  test.each([
    // While it can be paid, its customer may be at the bank.
    ['expired', open],
    ['expired', { ...open, payment: payment('failed', before) }],
    ['expired', { ...open, expired: undefined }],
    ['completed_at', { ...open, status: 'completed', payment: null }],
    ['payment', { ...open, status: 'completed', completed_at: since }],
    ['completed_at', { ...open, completed_at: undefined }],
    ['payment.status', { ...open, payment: payment('reversed') }],
    ['payment.created_at', { ...open, payment: { status: 'captured' } }],
    ['status', { ...open, status: 'void' }],
  ])('is not told, nor that it is not, without a readable %s: %j', (why, found) => {
    expect(showsSessionPayment(found, { window })).toEqual(unclear(why));
  });
});
