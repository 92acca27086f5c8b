import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { providerNames } from '../../functions/operations.ts';
import { card, customers, havePayment, konbini, newKey, payments, shown } from './orders.ts';
import { startSystem, type System } from './system.ts';
import { atEachVersion } from './versions.ts';

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterAll(() => local.close());

atEachVersion(
  () => local,
  () => {
    test('a card is charged at once, and the answer carries what a caller needs to ask again', async () => {
      const body = { amount: 1000, currency: 'JPY', payment_details: card };
      const idempotencyKey = newKey();

      const created = await local.call('POST', payments, { body, idempotencyKey });

      expect(created.status).toBe(200);
      expect(shown(created)).toMatchObject({ status: 'captured', amount: 1000, total: 1100 });
      expect(created.headers.get('idempotency-key')).toBe(idempotencyKey);
      expect(created.headers.get('x-operation-id')).toMatch(/^op_[0-9A-HJKMNP-TV-Z]{26}$/);
      expect(created.headers.get('x-request-id')).toBeTruthy();
      expect(created.headers.get('idempotent-replayed')).toBeNull();
    });

    test('the operation is named in the payment that it made', async () => {
      const body = {
        amount: 1000,
        currency: 'JPY',
        payment_details: card,
        metadata: { order: '7' },
      };

      const created = await local.call('POST', payments, { body, idempotencyKey: newKey() });

      expect(shown(created).metadata).toEqual({
        order: '7',
        gateway_operation: created.headers.get('x-operation-id'),
      });
    });

    test('an authorized payment is captured', async () => {
      const { id, status } = await havePayment(local, { capture: false });

      const captured = await local.call('POST', `${payments}/${id}/capture`);

      expect(status).toBe('authorized');
      expect(captured.status).toBe(200);
      expect(shown(captured)).toMatchObject({ id, status: 'captured' });
    });

    test('a payment is refunded in parts, each refund with a key of its own', async () => {
      const { id } = await havePayment(local);
      const refund = (body: object): ReturnType<System['call']> =>
        local.call('POST', `${payments}/${id}/refund`, { body, idempotencyKey: newKey() });

      const part = await refund({ amount: 400, description: 'one item' });
      const rest = await refund({});
      const more = await refund({ amount: 1 });

      expect(shown(part)).toMatchObject({ status: 'captured', amount_refunded: 400 });
      const operation = part.headers.get('x-operation-id') ?? '';
      expect(shown(part).refunds[0]?.description).toBe(`[${operation}] one item`);
      expect(shown(rest)).toMatchObject({ status: 'refunded', amount_refunded: 1100 });
      expect(more.status).toBe(422);
      expect(shown(more).error.code).toBe('not_refundable');
    });

    test('a convenience store payment waits for its customer', async () => {
      const { id, status } = await havePayment(local, { payment_details: konbini });

      await local.sandbox('POST', `komoju/payments/${id}/pay`);
      const paid = await local.call('GET', `${payments}/${id}`);

      expect(status).toBe('authorized');
      expect(shown(paid).status).toBe('captured');
    });

    test('a list is paged and filtered by the provider', async () => {
      const order = newKey();
      const [one, two] = [
        await havePayment(local, { external_order_num: order }),
        await havePayment(local, { external_order_num: order }),
      ];

      const page = await local.call('GET', `${payments}?external_order_num=${order}&per_page=1`);
      const all = await local.call(
        'GET',
        `${payments}?external_order_num=${order}&status=captured`,
      );

      expect(page.json).toMatchObject({ resource: 'list', total: 2, per_page: 1, last_page: 2 });
      expect(new Set(shown(all).data.map(({ id }) => id))).toEqual(new Set([one.id, two.id]));
    });

    test('a customer is kept and charged later', async () => {
      const body = { email: 'taro@example.com', payment_details: card };

      const customer = await local.call('POST', customers, { body, idempotencyKey: newKey() });
      const payment = await local.call('POST', payments, {
        body: { amount: 500, currency: 'JPY', customer: shown(customer).id },
        idempotencyKey: newKey(),
      });

      expect(customer.status).toBe(200);
      expect(shown(payment)).toMatchObject({ status: 'captured', customer: shown(customer).id });
    });

    test('a token that a browser made is charged', async () => {
      const token = await local.makeToken(card);

      const paid = await local.call('POST', payments, {
        body: { amount: 500, currency: 'JPY', payment_details: token },
        idempotencyKey: newKey(),
      });

      expect(shown(paid).status).toBe('captured');
    });

    test('a decline comes back with KOMOJU’s own status and body, and is replayed', async () => {
      const body = {
        amount: 1000,
        currency: 'JPY',
        payment_details: { ...card, number: '4123111111111059' },
      };
      const idempotencyKey = newKey();

      const declined = await local.call('POST', payments, { body, idempotencyKey });
      const again = await local.call('POST', payments, { body, idempotencyKey });

      expect(declined.status).toBe(502);
      expect(shown(declined).error.code).toBe('card_declined');
      expect(again.headers.get('idempotent-replayed')).toBe('true');
      expect(again.body).toBe(declined.body);
    });
  },
);

test('every part is reported well', async () => {
  const health = await local.call('GET', '/gateway/v1/health');

  expect(health.status).toBe(200);
  expect(health.json).toEqual({
    status: 'ok',
    parts: {
      table: 'ok',
      ...Object.fromEntries(
        providerNames.flatMap((name) => [
          [`${name}.secret`, 'ok'],
          [`${name}.origin`, 'ok'],
        ]),
      ),
    },
  });
});
