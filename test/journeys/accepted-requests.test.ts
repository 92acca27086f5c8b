import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  card,
  customers,
  formOf,
  formType,
  havePayment,
  newKey,
  payments,
  shown,
} from './orders.ts';
import { startSystem, type System } from './system.ts';

/* What KOMOJU-shaped clients were seen to send: all of it must be understood as KOMOJU understands it. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterAll(() => local.close());

const order = { amount: 1000, currency: 'JPY', payment_details: card };

test('an amount as a string, in JSON', async () => {
  const paid = await local.call('POST', payments, { body: { ...order, amount: '1000', tax: '0' } });

  expect(shown(paid)).toMatchObject({ status: 'captured', amount: 1000, total: 1000 });
});

test('a description that is null', async () => {
  const paid = await local.call('POST', payments, { body: { ...order, description: null } });

  expect(paid.json).toMatchObject({ status: 'captured', description: null });
});

test('a form with brackets', async () => {
  const body = formOf({ ...order, external_order_num: '123', metadata: { foobar: 'hoge' } });

  const paid = await local.call('POST', payments, { body, headers: formType });

  expect(paid.json).toMatchObject({ status: 'captured', external_order_num: '123' });
  expect(shown(paid).metadata['foobar']).toBe('hoge');
});

test('a form in Japanese', async () => {
  const details = { ...card, family_name: '山田', given_name: '太郎' };
  const body = formOf({ ...order, payment_details: details, description: '注文 #1' });

  const paid = await local.call('POST', payments, { body, headers: formType });

  expect(paid.json).toMatchObject({ status: 'captured', description: '注文 #1' });
});

/** Sends bytes as they are: `fetch` would add a content type. */
function sendBare(
  method: string,
  path: string,
  body?: string,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const auth = `${local.keys.unmodified}:`;
    const outgoing = request(`${local.url}${path}`, { method, auth }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
      });
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

test('a form without any content type, as KOMOJU’s own Node.js examples send it', async () => {
  const paid = await sendBare('POST', payments, formOf(order));

  expect(paid.status).toBe(200);
});

test('JSON without any content type', async () => {
  const paid = await sendBare('POST', payments, JSON.stringify(order));

  expect(paid.status).toBe(200);
});

test('a capture without body and content type', async () => {
  const { id } = await havePayment(local, { capture: false });

  const captured = await sendBare('POST', `${payments}/${id}/capture`);

  expect([captured.status, (JSON.parse(captured.text) as { status: string }).status]).toEqual([
    200,
    'captured',
  ]);
});

test('an empty object on refund', async () => {
  const { id } = await havePayment(local);

  const refunded = await local.call('POST', `${payments}/${id}/refund`, { body: {} });

  expect(shown(refunded).status).toBe('refunded');
});

test('a refund without a body', async () => {
  const { id } = await havePayment(local);

  const refunded = await sendBare('POST', `${payments}/${id}/refund`);

  expect(refunded.status).toBe(200);
});

test('fraud_details on refund, and members that nobody knows', async () => {
  const { id } = await havePayment(local);
  const body = { amount: 100, fraud_details: { customer_ip: '192.0.2.1' }, debug: 'true' };

  const refunded = await local.call('POST', `${payments}/${id}/refund`, { body });

  expect(refunded.status).toBe(200);
});

test('no idempotency header at all', async () => {
  const paid = await local.call('POST', payments, { body: order });

  expect(paid.status).toBe(200);
});

test('KOMOJU’s own idempotency header', async () => {
  const headers = { 'X-KOMOJU-IDEMPOTENCY': newKey() };

  const paid = await local.call('POST', payments, { body: order, headers });
  const again = await local.call('POST', payments, { body: order, headers });

  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(again.body).toBe(paid.body);
});

test('a key in quotes, as the draft standard writes it', async () => {
  const key = newKey();

  await local.call('POST', payments, { body: order, idempotencyKey: key });
  const again = await local.call('POST', payments, { body: order, idempotencyKey: `"${key}"` });

  expect(again.headers.get('idempotent-replayed')).toBe('true');
});

test('a scenario of KOMOJU’s test mode, which is passed on and is part of the request’s meaning', async () => {
  const idempotencyKey = newKey();
  const headers = { 'Komoju-Scenario': 'insufficient_funds' };

  const declined = await local.call('POST', payments, { body: order, headers, idempotencyKey });
  const other = await local.call('POST', payments, { body: order, idempotencyKey });

  expect([declined.status, shown(declined).error.code]).toEqual([502, 'insufficient_funds']);
  expect(shown(other).error.code).toBe('idempotency_key_reused');
});

test('an error of KOMOJU comes back with its status and its bytes', async () => {
  const found = await local.call('GET', `${payments}/nosuchpayment`);
  const direct = await fetch(`${local.simulatorUrl}/api/v1/payments/nosuchpayment`, {
    headers: { authorization: `Basic ${Buffer.from('sk_test_simulator:').toString('base64')}` },
  });

  expect(found.status).toBe(direct.status);
  expect(found.body).toBe(await direct.text());
  expect(found.headers.get('content-type')).toBe(direct.headers.get('content-type'));
});

test('a customer as a form', async () => {
  const body = formOf({ email: 'taro@example.com', payment_details: card });

  const customer = await local.call('POST', customers, { body, headers: formType });

  expect(customer.json).toMatchObject({ resource: 'customer' });
});

describe('a key', () => {
  const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

  test.each([
    ['as Basic user with an empty password', basic('gk_local_unmodified:')],
    ['as Basic without a colon', basic('gk_local_unmodified')],
    ['as Bearer', 'Bearer gk_local_unmodified'],
    ['with the scheme in another case', 'bearer gk_local_unmodified'],
  ])('%s', async (_, authorization) => {
    const found = await local.call('GET', payments, { key: null, headers: { authorization } });

    expect(found.status).toBe(200);
  });
});
