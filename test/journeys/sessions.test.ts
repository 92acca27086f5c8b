import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { dayMs, hourMs, minuteMs } from '../../functions/platform/clock.ts';
import type { LocalReply } from '../support/local.ts';
import { card, newKey, shown } from './orders.ts';
import { operationOf, startSystem, type System } from './system.ts';

/* Hosted checkout: a session, its payment, and what becomes of either when an answer is lost. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterEach(() => local.clearFaults());
afterAll(() => local.close());

const sessions = '/komoju/api/v1/sessions';
const order = { amount: 4200, currency: 'JPY', return_url: 'https://shop.example/b?o=7' };

const open = (changes: object = {}, idempotencyKey = newKey()): Promise<LocalReply> =>
  local.call('POST', sessions, { body: { ...order, ...changes }, idempotencyKey });

type Session = {
  readonly id: string;
  readonly status: string;
  readonly session_url: string;
  readonly payment: {
    readonly id: string;
    readonly status: string;
    readonly session: string;
  } | null;
};
const sessionOf = ({ json }: LocalReply): Session => json as unknown as Session;

const show = async (id: string): Promise<Session> =>
  sessionOf(await local.call('GET', `${sessions}/${id}`));

const konbini = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };

describe('a session', () => {
  test('is made once for its key, shown, and cancelled', async () => {
    const idempotencyKey = newKey();
    const made = await open({}, idempotencyKey);
    const again = await open({}, idempotencyKey);
    const { id, session_url } = sessionOf(made);

    const cancelled = await local.call('POST', `${sessions}/${id}/cancel`, {
      idempotencyKey: newKey(),
    });

    expect(made.status).toBe(200);
    expect(session_url).toContain(`/sessions/${id}`);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body).toBe(made.body);
    expect(sessionOf(cancelled).status).toBe('cancelled');
    expect((await show(id)).status).toBe('cancelled');
  });

  test('whose answer was lost is told by the same key', async () => {
    const idempotencyKey = newKey();
    await local.fault({ kind: 'drop_after_accept', match: 'POST /api/v1/sessions' });

    const lost = await open({}, idempotencyKey);
    const again = await open({}, idempotencyKey);

    expect(shown(lost).error.code).toBe('outcome_unknown');
    expect(again.status).toBe(200);
    expect(await local.applied(operationOf(again))).toBe(1);
  });

  test('that cannot be put on record is not told, and then is', async () => {
    const idempotencyKey = newKey();
    await local.fault({ on: 'table', match: 'UpdateItem', kind: 'throttle', times: 3 });

    const untold = await open({}, idempotencyKey);
    await local.clearFaults();
    await local.advanceClock(minuteMs);
    const told = await open({}, idempotencyKey);

    expect(shown(untold).error.code).toBe('outcome_unknown');
    expect(told.status).toBe(200);
    expect(await local.applied(operationOf(told))).toBe(1);
  });

  test('that nobody was told of is closed without a read, a day later', async () => {
    const idempotencyKey = newKey();
    await local.fault({ kind: 'drop_after_accept', match: 'POST /api/v1/sessions' });
    await open({}, idempotencyKey);

    await local.advanceClock(dayMs + hourMs);
    await local.runs('gateway.recover');
    const closed = await open({}, idempotencyKey);

    expect(shown(closed).error.code).toBe('operation_closed');
  });
});

describe('the payment of a session', () => {
  const pay = (id: string, details: unknown, idempotencyKey = newKey()) =>
    local.call('POST', `${sessions}/${id}/pay`, {
      body: { payment_details: details },
      idempotencyKey,
    });

  test('in cash is told with the session’s id, and replayed', async () => {
    const { id } = sessionOf(await open());
    const idempotencyKey = newKey();

    const paid = await pay(id, konbini, idempotencyKey);
    const again = await pay(id, konbini, idempotencyKey);

    expect(paid.json).toMatchObject({ status: 'completed', payment: { status: 'authorized' } });
    expect(again.body).toBe(paid.body);
    expect((await show(id)).payment).toMatchObject({ session: id, status: 'authorized' });
  });

  test('by a card leads to the bank, and its decline is passed on', async () => {
    const { id } = sessionOf(await open());

    const declined = await pay(id, await local.makeToken({ ...card, number: '4123111111111059' }));
    const atBank = await pay(id, await local.makeToken(card));

    expect(shown(declined).error.code).toBe('card_declined');
    expect(declined.headers.get('x-retry-advice')).toBe('new_request_allowed');
    expect(atBank.json).toMatchObject({ status: 'pending', redirect_url: expect.any(String) });
  });

  test('whose answer was lost is found by a read of the session', async () => {
    const { id } = sessionOf(await open());
    const idempotencyKey = newKey();
    await local.fault({ kind: 'drop_after_accept', match: 'POST /api/v1/sessions/*/pay' });
    const lost = await pay(id, konbini, idempotencyKey);

    await local.advanceClock(dayMs);
    await local.runs('gateway.recover');
    await local.advanceClock(2 * minuteMs);
    await local.runs('gateway.recover');
    const found = await pay(id, konbini, idempotencyKey);

    expect(shown(lost).error.code).toBe('outcome_unknown');
    expect(found.headers.get('x-result-source')).toBe('read');
    expect(found.json).toMatchObject({ id, payment: { session: id } });
  });

  test('on its page belongs to the operation that made the session', async () => {
    const made = await open();
    const { id } = sessionOf(made);
    await local.sandbox('POST', `komoju/sessions/${id}/pay`, { payment_details: card });
    const { payment } = await show(id);

    await local.advanceClock(dayMs);
    const from = local.log.length;
    await local.runs('gateway.reconcile');

    expect(payment).toMatchObject({ status: 'captured', session: id });
    expect(local.log.slice(from).filter((line) => line.includes(payment?.id ?? ''))).toEqual([]);
    expect((await local.item(operationOf(made)))?.['resource']?.S).toBe(`komoju#${id}`);
  });
});

test('a secure token is made, shown, and the methods are listed', async () => {
  const body = {
    amount: 1000,
    currency: 'JPY',
    return_url: order.return_url,
    payment_details: card,
  };
  const made = await local.call('POST', '/komoju/api/v1/secure_tokens', {
    body,
    idempotencyKey: newKey(),
  });
  const { id } = shown(made);

  const seen = await local.call('GET', `/komoju/api/v1/secure_tokens/${id}`);
  const methods = await local.call('GET', '/komoju/api/v1/payment_methods');

  expect(made.json).toMatchObject({ verification_status: 'NEEDS_VERIFY' });
  expect(seen.json).toMatchObject({ id, verification_status: 'NEEDS_VERIFY' });
  expect(Array.isArray(methods.json)).toBe(true);
});
