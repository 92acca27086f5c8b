import { expect } from '@jest/globals';
import { answerTo, ask, done, send, type Answer, type Headers } from '../running-simulators.ts';

export type Payment = {
  id: string;
  status: string;
  payment_details: Record<string, unknown>;
  refunds: unknown[];
};

export const card = (number = '4111111111111111'): Record<string, unknown> => ({
  type: 'credit_card',
  email: 'hana@example.com',
  number,
  month: '01',
  year: '2030',
  verification_value: '123',
  name: 'Hana Sato',
});

export const konbini = { type: 'konbini', store: 'lawson', email: 'hana@example.com' };

export const order = { amount: 1000, currency: 'JPY', payment_details: card() };

/** A 25-character id out of KOMOJU's alphabet. */
export const anId: unknown = expect.stringMatching(/^[a-z0-9]{25}$/);

const below = (on: string): string => on.replace(' ', ' /api/v1');

/** Asks KOMOJU in JSON: `POST /payments`. */
export const askKomoju = (on: string, body?: unknown, headers?: Headers): Promise<Answer> =>
  answerTo(ask(below(on), body, headers));

/** Sends KOMOJU these bytes, without a content type unless there is one in the headers. */
export const sendKomoju = (on: string, body?: string, headers?: Headers): Promise<Answer> =>
  answerTo(send(below(on), body, headers));

export const keyed = (key: string): Headers => ({ 'x-komoju-idempotency': key });

/** Asks for a payment that differs from the usual order in `more`. */
export const tryToPay = (more: object = {}, headers?: Headers): Promise<Answer> =>
  askKomoju('POST /payments', { ...order, ...more }, headers);

/** The same, where it has to succeed. */
export const pay = (more: object = {}, headers?: Headers): Promise<Payment> =>
  done(tryToPay(more, headers));

export const show = (id: string): Promise<Payment> => done(askKomoju(`GET /payments/${id}`));

/** How many payments there are. */
export async function countPayments(): Promise<number> {
  const { total } = await done<{ total: number }>(askKomoju('GET /payments'));
  return total;
}

/** KOMOJU's rejection, whatever its words. */
export const rejected = (status: number, code: string, param: string | null = null): unknown => ({
  status,
  body: { error: { code, message: expect.stringMatching(/./), param, details: {} } },
});
