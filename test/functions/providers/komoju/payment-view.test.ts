import { expect, test } from '@jest/globals';
import { parsePaymentView } from '../../../../functions/providers/komoju/payment-view.ts';

/* How a payment is paid, as its provider's answer says it. */

const payment = (more: object = {}): object => ({
  ...{ id: 'pay1', status: 'captured', amount: 1000, total: 1100, currency: 'JPY' },
  ...{ created_at: '2026-11-29T00:00:00Z' },
  ...more,
});

test.each([
  ['its type', { payment_details: { type: 'konbini', store: 'lawson' } }, 'konbini'],
  ['no details', {}, undefined],
  ['details without a type', { payment_details: { store: 'lawson' } }, undefined],
  ['a text that somebody wrote', { payment_details: { type: 'Taro, 03-1234' } }, undefined],
  ['what is no text', { payment_details: { type: 7 } }, undefined],
  ['what is no object', { payment_details: 'tok_1' }, undefined],
])('%s', (_, more, method) => {
  const view = parsePaymentView(payment(more));

  expect(view?.state).toBe('captured');
  expect(view?.method).toBe(method);
  expect(JSON.stringify(view)).not.toMatch(/lawson|Taro/);
});
