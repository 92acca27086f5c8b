import type { Example, ExampleToken } from '../example.ts';
import { publishableKey } from './protocol/authentication.ts';

/** A token of a card with this number. */
export const cardToken = (title: string, variable: string, number: string): ExampleToken => ({
  title,
  variable,
  path: '/api/v1/tokens',
  publishableKey,
  pattern: 'tok_[[:alnum:]]*',
  fields: {
    'payment_details[type]': 'credit_card',
    'payment_details[number]': number,
    'payment_details[month]': '12',
    'payment_details[year]': '2030',
    'payment_details[verification_value]': '123',
    'payment_details[given_name]': 'Taro',
    'payment_details[family_name]': 'Yamada',
  },
});

const payment = (
  title: string,
  idempotencyKey: string,
  details: Readonly<Record<string, string>>,
): Example => ({
  title,
  path: '/komoju/api/v1/payments',
  idempotencyKey,
  fields: { amount: '1000', currency: 'JPY', ...details },
});

/**
 * What the start prints to try. The first two are also in the README, and a deployed stack takes them all: no card
 * reaches the gateway.
 */
export const examples: readonly Example[] = [
  cardToken('Make a token of a card, as a browser does', 'TOKEN', '4111111111111111'),
  payment('Pay with it', 'order-1', { payment_details: '$TOKEN' }),
  payment('Pay at a convenience store', 'order-2', {
    'payment_details[type]': 'konbini',
    'payment_details[store]': 'lawson',
    'payment_details[email]': 'taro@example.com',
  }),
  cardToken('Make a token of a card without money', 'DECLINED', '4123111111111000'),
  payment('Pay with that, and be declined', 'order-3', { payment_details: '$DECLINED' }),
];
