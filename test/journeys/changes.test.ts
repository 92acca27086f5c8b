import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { LocalReply } from '../support/local.ts';
import { card, customers, havePayment, konbini, newKey, payments, shown } from './orders.ts';
import { operationOf, startSystem, type System } from './system.ts';

/* The operations that change what is there already. A PATCH or DELETE has no key at KOMOJU. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterAll(() => local.close());

const haveCustomer = async (): Promise<{ id: string; operation: string }> => {
  const body = { email: 'taro@example.com', payment_details: card, metadata: { a: 'b' } };
  const made = await local.call('POST', customers, { body, idempotencyKey: newKey() });
  return { id: shown(made).id, operation: operationOf(made) };
};

const state = async (operation: string): Promise<string | undefined> =>
  (await local.item(operation))?.['st']?.S;

test('a payment that waits for its customer is cancelled, and a captured one is not', async () => {
  const waiting = await havePayment(local, { payment_details: konbini });
  const captured = await havePayment(local);

  const cancelled = await local.call('POST', `${payments}/${waiting.id}/cancel`);
  const refused = await local.call('POST', `${payments}/${captured.id}/cancel`);

  expect(shown(cancelled).status).toBe('cancelled');
  expect([refused.status, shown(refused).error.code]).toEqual([422, 'not_cancellable']);
});

/** The result of an answer's operation on record. */
async function resultOf(reply: LocalReply): Promise<unknown> {
  const item = await local.item(operationOf(reply));
  const { object, state } = item?.['res']?.M ?? {};
  return { state: item?.['st']?.S, object: object?.S, shows: state?.S, on: item?.['resource']?.S };
}

test.each<[answer: string, status: number, shown: object, shows: string | undefined]>([
  ['payment', 200, { refund_requests: [{ customer_name: 'John Doe' }] }, 'captured'],
  ['request', 200, { customer_name: 'John Doe', status: 'pending' }, 'pending'],
  ['nothing', 204, {}, undefined],
])(
  'money that was paid in cash is asked back by bank transfer, and answered with %s',
  async (answer, status, said, shows) => {
    const { id } = await havePayment(local, { payment_details: konbini });
    await local.sandbox('POST', `komoju/payments/${id}/pay`);
    await local.sandbox('POST', 'komoju/refund_requests', { answer });
    const body = {
      account_number: '12345678',
      account_type: 'normal',
      amount: '1000',
      bank_name: 'KOMOJU BANK',
      branch_number: '1234',
      customer_name: 'John Doe',
      include_payment_method_fee: 'true',
    };
    const order = { body, idempotencyKey: newKey() };

    const request = await local.call('POST', `${payments}/${id}/refund_request`, order);
    const again = await local.call('POST', `${payments}/${id}/refund_request`, order);

    expect([request.status, again.status]).toEqual([status, status]);
    expect(request.json).toMatchObject(said);
    expect(again.body).toBe(request.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const object = answer === 'request' ? (request.json as { id: string }).id : id;
    const on = `komoju#${id}`;
    expect(await resultOf(request)).toEqual({ state: 'SUCCEEDED', object, shows, on });
  },
);

describe('a refund that KOMOJU answers', () => {
  const refundWith = async (told: (payment: object) => object): Promise<LocalReply> => {
    const payment = await havePayment(local);
    const match = `POST /api/v1/payments/${payment.id}/refund`;
    await local.fault({ match, kind: 'status', status: 200, body: told(payment) });
    const order = { body: { amount: 400 }, idempotencyKey: newKey() };
    return local.call('POST', `${payments}/${payment.id}/refund`, order);
  };

  test.each<[string, (payment: object) => object]>([
    ['without refunds', (payment) => ({ ...payment, refunds: undefined })],
    ['without descriptions', (payment) => ({ ...payment, refunds: [{ id: 'ref1', amount: 400 }] })],
  ])('%s is a yes that names no refund', async (_, told) => {
    const reply = await refundWith(told);

    expect([reply.status, reply.headers.get('x-retry-advice')]).toEqual([200, 'do_not_repeat']);
    expect(await resultOf(reply)).toMatchObject({ state: 'SUCCEEDED', object: undefined });
  });

  test.each<[string, (payment: object) => object]>([
    ['about another payment', (payment) => ({ ...payment, id: 'other', refunds: undefined })],
    ['with no refund', (payment) => ({ ...payment, refunds: [] })],
    ['with another refund', (p) => ({ ...p, refunds: [{ id: 'ref1', description: 'by hand' }] })],
  ])('%s is not known', async (_, told) => {
    const reply = await refundWith(told);

    expect([reply.status, shown(reply).error.code]).toEqual([409, 'outcome_unknown']);
    expect(await resultOf(reply)).toMatchObject({ state: 'PENDING' });
  });
});

describe('an update', () => {
  test('of a payment’s metadata keeps the entry that its create left there', async () => {
    const payment = await havePayment(local, { metadata: { order: '1' } });

    const body = { description: 'updated description', metadata: { updated: 'metadata' } };
    const updated = await local.call('PATCH', `${payments}/${payment.id}`, { body });

    expect(updated.json).toMatchObject({ description: 'updated description' });
    expect(shown(updated).metadata).toEqual({
      updated: 'metadata',
      gateway_operation: payment.metadata['gateway_operation'],
    });
  });

  test('of a payment’s details is refused: it would be money without a key', async () => {
    const { id } = await havePayment(local);

    const body = { payment_details: { type: 'nanaco', prepaid_number: '1111111111111111' } };
    const refused = await local.call('PATCH', `${payments}/${id}`, { body });

    const { error } = shown(refused);
    expect([refused.status, error.code, error.param]).toEqual([
      422,
      'invalid_parameter',
      'payment_details',
    ]);
  });

  test('whose answer was lost is completed by the same key', async () => {
    const { id } = await havePayment(local);
    const order = { body: { description: 'new' }, idempotencyKey: newKey() };
    await local.fault({ match: 'PATCH /api/v1/payments/*', kind: 'drop_after_accept' });

    const lost = await local.call('PATCH', `${payments}/${id}`, order);
    const completed = await local.call('PATCH', `${payments}/${id}`, order);

    expect([lost.status, completed.status]).toEqual([409, 200]);
    expect(completed.json).toMatchObject({ description: 'new' });
    expect(await state(operationOf(lost))).toBe('SUCCEEDED');
  });

  test('is not sent again after five minutes, when others may have changed the payment', async () => {
    const { id } = await havePayment(local);
    const order = { body: { description: 'old' }, idempotencyKey: newKey() };
    await local.fault({ match: 'PATCH /api/v1/payments/*', kind: 'drop_before_accept' });
    await local.call('PATCH', `${payments}/${id}`, order);

    await local.advanceClock(5 * 60_000);
    const late = await local.call('PATCH', `${payments}/${id}`, order);
    const found = await local.call('GET', `${payments}/${id}`);

    expect([late.status, shown(late).error.code]).toEqual([409, 'outcome_unknown']);
    expect(found.json).toMatchObject({ description: null });
  });

  test('that must read first and cannot does nothing', async () => {
    const { id } = await havePayment(local);
    await local.fault({ match: 'GET /api/v1/payments/*', kind: 'drop_before_accept' });

    const body = { metadata: { a: 'b' } };
    const order = { body, idempotencyKey: newKey() };
    const refused = await local.call('PATCH', `${payments}/${id}`, order);
    const completed = await local.call('PATCH', `${payments}/${id}`, order);

    expect([refused.status, shown(refused).error.code]).toEqual([503, 'not_attempted']);
    expect(completed.status).toBe(200);
  });
});

describe('a customer', () => {
  test('is shown, listed and changed, and keeps the entry that its create left there', async () => {
    const { id, operation } = await haveCustomer();
    const token = await local.makeToken({ ...card, number: '5555555555554444' });

    const body = { payment_details: token, metadata: { c: 'd' } };
    const changed = await local.call('PATCH', `${customers}/${id}`, { body });
    const found = await local.call('GET', `${customers}/${id}`);
    const page = await local.call('GET', `${customers}?per_page=1`);

    expect(changed.json).toMatchObject({
      source: { last_four_digits: '4444' },
      metadata: { c: 'd', gateway_operation: operation },
    });
    expect(found.json).toEqual(changed.json);
    expect(shown(page).data.map((each) => each.id)).toEqual([id]);
  });

  test('is deleted once, and a repeat is told the same', async () => {
    const { id } = await haveCustomer();
    const order = { idempotencyKey: newKey() };

    const deleted = await local.call('DELETE', `${customers}/${id}`, order);
    const again = await local.call('DELETE', `${customers}/${id}`, order);
    const found = await local.call('GET', `${customers}/${id}`);

    expect([deleted.status, again.status, found.status]).toEqual([200, 200, 404]);
    expect(deleted.json).toMatchObject({ id, resource: 'customer', source: null });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });

  test('that was deleted while the answer was lost is told as deleted', async () => {
    const { id } = await haveCustomer();
    const order = { idempotencyKey: newKey() };
    await local.fault({ match: 'DELETE /api/v1/customers/*', kind: 'drop_after_accept' });

    const lost = await local.call('DELETE', `${customers}/${id}`, order);
    const completed = await local.call('DELETE', `${customers}/${id}`, order);

    expect([lost.status, completed.status]).toEqual([409, 200]);
    expect(completed.json).toEqual({ id, resource: 'customer', source: null });
    expect(await state(operationOf(lost))).toBe('SUCCEEDED');
  });

  test('that is not there is refused at the first try', async () => {
    const refused = await local.call('DELETE', `${customers}/nobody`, { idempotencyKey: newKey() });

    expect([refused.status, shown(refused).error.code]).toEqual([404, 'not_found']);
  });
});
