import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import type { Version } from '../../../lib/local/simulators/komoju/assumptions.ts';
import { older } from '../versions.ts';

/** A request that a document of KOMOJU's shows, and the answer beside it. */
export type Sample = {
  readonly method: string;
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
  readonly answer: Members;
};

export type Members = Readonly<Record<string, unknown>>;

/** All samples of a document, in its order. */
export const samplesOf = (document: string): Sample[] =>
  JSON.parse(readFileSync(new URL(`${document}.json`, import.meta.url), 'utf8')) as Sample[];

/** A year in which no card of these tests has expired. */
export const laterYear = '2099';

/** The form as curl sends it: its bytes are what was typed, with nothing encoded. */
export const bytesOf = ({ form }: Sample): string =>
  Object.entries(form)
    .map(([name, value]) => `${name}=${name.endsWith('[year]') ? laterYear : value}`)
    .join('&');

/** The consumption tax was 8 % in 2018; what followed from it then follows from 10 % now. */
const today: Readonly<Record<number, number>> = { 8: 10, 80: 100, 108: 110, 1080: 1100 };

/** What decides the values of an answer that its document cannot know. */
type Known = { readonly id: string; readonly year: number; readonly version: Version };

const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);

const aMoment = (): unknown => matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

/** A deadline that is the end of a day in Tokyo stays one. */
const aDeadline = (documented: string): unknown =>
  documented.endsWith('T14:59:59Z') ? matching(/^\d{4}-\d\d-\d\dT14:59:59Z$/) : aMoment();

const aCode = (): unknown => matching(/^\w+$/);
const aSum = (documented: string, { year }: Known): number =>
  (year === 2018 ? today[Number(documented)] : undefined) ?? Number(documented);

/** What stands today where a document shows one of its time, by member; all others stay as they are. */
const exchanged: Readonly<Record<string, (documented: string, known: Known) => unknown>> = {
  id: (_, { id }) => id,
  'refunds.id': () => matching(/^[a-z0-9]{25}$/),
  'refunds.payment': (_, { id }) => id,
  'refund_requests.id': () => matching(/^[a-z0-9]{25}$/),
  'refund_requests.payment': (_, { id }) => id,
  created_at: aMoment,
  captured_at: aMoment,
  'refunds.created_at': aMoment,
  'refund_requests.created_at': aMoment,
  payment_deadline: aDeadline,
  'payment_details.year': () => Number(laterYear),
  'source.year': () => Number(laterYear),
  'payment_details.confirmation_code': aCode,
  'payment_details.receipt': aCode,
  'payment_details.bank_id': aCode,
  'payment_details.customer_id': aCode,
  'payment_details.confirmation_id': aCode,
  'payment_details.order_id': aCode,
  'payment_details.account_number': aCode,
  'payment_details.instructions_url': (url, { id }) => url.replace(/[^/]+$/, id),
  'payment_details.redirect_url': () => matching(/^https:\/\/\S+$/),
  'refunds.redirect_url': () => matching(/^https:\/\/\S+$/),
  tax: aSum,
  total: aSum,
  amount_refunded: aSum,
  'refunds.amount': aSum,
  'prepaid_cards.points': aSum,
};

/** What a sample's answer has to be now: the same, but for ids, moments, codes, and the tax of its year. */
export function expectedOf(documented: Members, known: Known): Members {
  const members = (place: string, from: Members): Members =>
    Object.fromEntries(
      Object.entries(inNewForm(place, from, known)).map(([name, value]) => [
        name,
        member(place === '' ? name : `${place}.${name}`, value),
      ]),
    );
  const member = (path: string, value: unknown): unknown => {
    const place = path.slice(path.lastIndexOf('.') + 1);
    if (Array.isArray(value)) return value.map((each) => members(place, each as Members));
    if (typeof value === 'object' && value !== null) return members(place, value as Members);
    const exchange = value === null ? undefined : exchanged[path];
    return exchange === undefined ? value : exchange(String(value), known);
  };
  return members('', documented);
}

/** Refunds have shown more since 2020; the newer version shows other members. */
function inNewForm(place: string, from: Members, { version }: Known): Members {
  if (place === '') return version === older ? from : withNewMembers(from);
  if (place !== 'refunds') return from;
  const { id, resource, status = 'completed', redirect_url = null, ...rest } = from;
  const howItGoes = version === older ? { status, redirect_url } : {};
  return { id, resource, ...howItGoes, ...rest, chargeback: false };
}

/** The members of payments that only the model of KOMOJU's client for Node has (1.0.0, 2026). */
function withNewMembers({ refunds, refund_requests, ...from }: Members): Members {
  const names = { customer_family_name: null, customer_given_name: null };
  const added = { session: null, ...names, mcc: null, statement_descriptor: null };
  return { ...from, ...added, refunds, refund_requests };
}

const without = (members: Members, name: string): Members =>
  Object.fromEntries(Object.entries(members).filter(([each]) => each !== name));

/** The answer without what the gateway leaves in it: its entry in metadata, its reference in a refund's description. */
export function withoutReference(answer: Members): Members {
  const { metadata, refunds } = answer as { metadata?: Members; refunds?: Members[] };
  return {
    ...answer,
    ...(metadata !== undefined && { metadata: without(metadata, 'gateway_operation') }),
    ...(refunds !== undefined && {
      refunds: refunds.map((refund) => ({ ...refund, description: null })),
    }),
  };
}
