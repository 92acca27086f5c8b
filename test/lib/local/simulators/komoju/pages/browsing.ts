import { expect } from '@jest/globals';
import type { Headers } from '../../running-simulators.ts';
import { press } from '../checkouts.ts';

/** A page as a browser gets it. */
export type Page = { status: number; text: string; headers: globalThis.Headers };

async function read(asked: Promise<Response>): Promise<Page> {
  const answer = await asked;
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** Looks at a page. */
export const look = (url: string): Promise<Page> => read(fetch(url, { redirect: 'manual' }));

/** Presses a button, and gives the page that comes in answer. */
export const pressFor = (
  url: string,
  fields: Readonly<Record<string, string>>,
  headers?: Headers,
): Promise<Page> => read(press(url, fields, headers));

/** Where the browser is sent on, which it has to be. */
export async function sentTo(asked: Promise<Page>): Promise<string> {
  const { status, headers } = await asked;
  expect(status).toBe(303);
  return headers.get('location') ?? '';
}

/** A form as the page sends it. */
export const cardForm = (number: string): Record<string, string> => ({
  'payment_details[type]': 'credit_card',
  'payment_details[number]': number,
  'payment_details[month]': '12',
  'payment_details[year]': '2030',
  'payment_details[verification_value]': '987',
  'payment_details[name]': 'HANA SATO',
});

export const konbiniForm = {
  'payment_details[type]': 'konbini',
  'payment_details[store]': 'lawson',
  'payment_details[email]': 'hana@example.com',
};
