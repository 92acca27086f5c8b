import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { minuteMs } from '../../functions/platform/clock.ts';
import { gateway, type Gateway, type Outcome } from '../../lib/client/gateway.ts';
import { operations } from './gateway-command.ts';
import { card, havePayment, newKey } from './orders.ts';
import { startSystem, type System } from './system.ts';

/* A shop that calls the running system by lib/client. */

let local: System;
let call: Gateway;
beforeAll(async () => {
  local = await startSystem();
  call = gateway({ baseUrl: local.url, key: local.keys.admin });
}, 60_000);
afterEach(() => local.clearFaults());
afterAll(() => local.close());

const create = 'komoju.payment.create';
const order = { amount: 1000, currency: 'JPY', payment_details: card };
const declined = { ...order, payment_details: { ...card, number: '4123111111111059' } };

/** How often the provider carried it out. */
const appliedOf = ({ operationId = '' }: Outcome): Promise<number> => local.applied(operationId);

describe('a payment', () => {
  test('is done, and done once however often it is called', async () => {
    const intent = newKey();

    const first = await call(create, { intent, body: order, isFirstTry: true });
    const second = await call(create, { intent, body: order });

    expect(first).toMatchObject({ outcome: 'done', body: { status: 'captured', amount: 1000 } });
    expect(second).toMatchObject({ outcome: 'done', body: first.body });
    expect(await appliedOf(first)).toBe(1);
  });

  test('that is declined is rejected, and another intent may pay', async () => {
    const intent = newKey();

    const first = await call(create, { intent, body: declined });
    const second = await call(create, { intent: `${intent}.2`, body: order });

    expect(first).toMatchObject({
      outcome: 'rejected',
      status: 502,
      advice: 'new_request_allowed',
    });
    expect(second.outcome).toBe('done');
  });

  test('whose answer is lost is done within the call', async () => {
    await local.fault({ match: 'POST /api/v1/payments', kind: 'drop_after_accept' });

    const outcome = await call(create, { intent: newKey(), body: order });

    expect(outcome).toMatchObject({ outcome: 'done', body: { status: 'captured' } });
    expect(await appliedOf(outcome)).toBe(1);
  });

  test('that is pending says when to come back, and another client finds it done then', async () => {
    const intent = newKey();
    await local.fault({ match: 'POST /api/v1/payments', kind: 'drop_after_accept' });

    // Shorter than the seconds that the gateway asks for.
    const pending = await call(create, { intent, body: order, withinMs: 4_000 });
    await local.advanceClock(minuteMs);
    const later = gateway({ baseUrl: local.url, key: local.keys.admin });
    const outcome = await later(create, { intent, body: order });

    expect(pending).toMatchObject({ outcome: 'pending', comeBackAt: expect.any(Date) });
    expect(outcome).toMatchObject({ outcome: 'done', body: { status: 'captured' } });
    expect(await appliedOf(outcome)).toBe(1);
  });

  test('whose answer was erased is done, without it', async () => {
    const intent = newKey();
    const first = await call(create, { intent, body: order });
    await operations(local, 'erase', '--operation', first.operationId ?? '', '--yes');

    const second = await call(create, { intent, body: order });

    expect(second).toMatchObject({ outcome: 'done', status: 200, code: 'result_erased' });
    expect(second.body).toBeUndefined();
    expect(await appliedOf(first)).toBe(1);
  });

  test('that the gateway refuses is rejected at the first try only', async () => {
    const body = { ...order, amount: 'much' };

    const first = await call(create, { intent: newKey(), body, isFirstTry: true });
    const later = await call(create, { intent: newKey(), body });

    expect(first).toMatchObject({ outcome: 'rejected', status: 422, code: 'invalid_parameter' });
    expect(later).toMatchObject({ outcome: 'pending', advice: 'fix_request' });
  });

  test('whose amount has changed is done as it was first, and says so', async () => {
    const intent = newKey();
    const first = await call(create, { intent, body: order });

    const changed = await call(create, { intent, body: { ...order, amount: 900 } });

    expect(changed).toMatchObject({
      outcome: 'done',
      code: 'idempotency_key_reused',
      body: { amount: 1000 },
      operationId: first.operationId,
    });
    expect(await appliedOf(first)).toBe(1);
  });

  test('by a form in parts is the same payment when its form is made again', async () => {
    const intent = newKey();
    const form = (): FormData => {
      const parts = new FormData();
      parts.set('amount', '1000');
      parts.set('currency', 'JPY');
      for (const [name, value] of Object.entries(card))
        parts.set(`payment_details[${name}]`, value);
      return parts;
    };

    const first = await call(create, { intent, body: form() });
    const second = await call(create, { intent, body: form() });

    expect([first.outcome, second.outcome]).toEqual(['done', 'done']);
    expect(await appliedOf(first)).toBe(1);
  });
});

test('what follows a payment: it is held, taken, shown and given back', async () => {
  const { id: paymentId } = await havePayment(local, { capture: false });

  const taken = await call('komoju.payment.capture', { intent: newKey(), paymentId });
  const body = { amount: 400 };
  const given = await call('komoju.payment.refund', { intent: newKey(), paymentId, body });
  const shown = await call('komoju.payment.show', { paymentId });
  const history = await call('gateway.payment.history', { provider: 'komoju', paymentId });

  expect([taken, given, shown, history].map(({ outcome }) => outcome)).toEqual(
    Array.from({ length: 4 }, () => 'done'),
  );
  expect(shown).toMatchObject({ body: { status: 'captured', amount_refunded: 400 } });
});

test('Coiney’s payments, whose errors are flat', async () => {
  const link = { amount: 1000, currency: 'jpy', method: 'creditcard' };

  const made = await call('coiney.payment.create', { intent: newKey(), body: link });
  const no = await call('coiney.payment.create', {
    intent: newKey(),
    body: { ...link, amount: 1 },
  });

  expect(made).toMatchObject({ outcome: 'done', status: 201, body: { status: 'open' } });
  expect(no.code).toEqual(expect.any(String));
});

describe('a read', () => {
  test('just gives what there is', async () => {
    await havePayment(local);

    const list = await call('komoju.payment.list', { query: { per_page: 1 } });
    const absent = await call('komoju.payment.show', { paymentId: 'none' });
    const health = await call('gateway.health');

    expect(list).toMatchObject({ outcome: 'done', body: { data: [expect.anything()] } });
    expect(absent).toMatchObject({ outcome: 'rejected', status: 404 });
    expect(health).toMatchObject({ outcome: 'done', body: { status: 'ok' } });
  });

  test('by a key that is unknown is rejected', async () => {
    const stranger = gateway({ baseUrl: local.url, key: 'gk_local_unknown' });

    expect(await stranger('komoju.payment.list')).toMatchObject({
      outcome: 'rejected',
      advice: 'fix_request',
      code: 'unauthorized',
    });
  });
});
