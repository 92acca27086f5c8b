import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { card, newKey, payments, shown } from './orders.ts';
import { operationOf, startSystem, type System } from './system.ts';

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterEach(() => local.clearFaults());
afterAll(() => local.close());

const body = { amount: 1000, currency: 'JPY', payment_details: card };
const pay = (order: object): ReturnType<System['call']> =>
  local.call('POST', payments, { body, idempotencyKey: newKey(), ...order });
const show = (id: string, key = 'gk_local_admin'): ReturnType<System['call']> =>
  local.call('GET', `/gateway/v1/operations/${id}`, { key });

describe('an operation is shown to its caller', () => {
  test('with the answer that is on record, byte for byte', async () => {
    const paid = await pay({});

    const reply = await show(operationOf(paid));

    expect(reply.status).toBe(200);
    expect(reply.json).toEqual({
      id: operationOf(paid),
      resource: 'operation',
      operation: 'komoju.payment.create',
      state: 'succeeded',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      last_attempt_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      attempts: 1,
      object: shown(paid).id,
      retry: 'do_not_repeat',
      result: {
        source: 'answer',
        decided_by_person: false,
        status: 200,
        content_type: paid.headers.get('content-type'),
        body: paid.body,
      },
    });
  });

  test('as failed where the provider said no', async () => {
    const declined = await pay({
      body: { ...body, payment_details: { ...card, number: '4123111111111059' } },
    });

    const reply = await show(operationOf(declined));

    expect(reply.json).toMatchObject({
      state: 'failed',
      object: null,
      retry: 'new_request_allowed',
      result: { status: 502 },
    });
  });

  test('as pending while nobody knows', async () => {
    await local.fault({ match: 'POST /api/v1/payments', kind: 'drop_after_accept' });
    const lost = await pay({});

    const reply = await show(operationOf(lost));

    expect(reply.json).toMatchObject({
      state: 'pending',
      object: null,
      retry: 'same_request',
      result: null,
    });
  });
});

test.each([
  ['that another caller asked for', 'gk_local_storefront'],
  ['that nobody asked for', 'gk_local_admin'],
])('an operation %s is not there', async (how, key) => {
  const { headers } = await pay({ key: 'gk_local_admin' });
  const id = headers.get('x-operation-id') ?? '';
  const request = how.includes('another') ? id : `${id.slice(0, -6)}ZZZZZZ`;

  const reply = await show(request, key);

  expect([reply.status, shown(reply).error.code]).toEqual([404, 'not_found']);
});

test.each(['op_1', 'HEALTH', 'op_01234567890123456789ABCDe', 'op_0123456789012345678901234%20'])(
  '%s is no operation, and the table is not asked',
  async (id) => {
    const before = local.tableCalls['GetItem'] ?? 0;

    const reply = await show(id);

    expect([reply.status, shown(reply).error.code]).toEqual([404, 'not_found']);
    expect(local.tableCalls['GetItem'] ?? 0).toBe(before);
  },
);

test('a record that this version cannot read is unknown, not absent', async () => {
  const paid = await pay({});
  await local.setAttribute(operationOf(paid), 'v', { N: '99' });

  const reply = await show(operationOf(paid));

  expect([reply.status, shown(reply).error.code]).toEqual([409, 'outcome_unknown']);
});

test('a table that does not answer is no proof of absence', async () => {
  const paid = await pay({});
  await local.fault({ on: 'table', match: 'GetItem', kind: 'drop_before_accept', times: 9 });

  const reply = await show(operationOf(paid));

  expect([reply.status, shown(reply).error.code]).toEqual([503, 'not_attempted']);
});
