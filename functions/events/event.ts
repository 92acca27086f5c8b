import { createHash } from 'node:crypto';
import { base32 } from '../platform/base32.ts';
import type { EpochMs } from '../platform/clock.ts';
import type { EventType } from './event-types.ts';

/**
 * THE MEMBERS of what goes out, in the order in which they are shown, each with its meaning. The pipe's template, the
 * schemas and the documents are made from this.
 */
export const eventMembers = {
  id: 'The event’s own id: the same however often it comes. Drop what you have seen.',
  type: 'What has happened.',
  at: 'When it was written, in UTC.',
  subject:
    'What it is about: an operation, a payment or a finding. `revision` counts within one subject.',
  revision:
    'A higher one is newer, as a number; some are left out. Drop what is not higher than what you have of this subject.',
  provider: 'The provider’s name.',
  payment: 'The provider’s id of the payment or customer.',
  order: 'The order’s number, where the request or the payment names one.',
  operation: 'The gateway’s id of the operation; of a payment that of the one that made it.',
  action: 'Which operation it was, such as `acme.payment.capture`.',
  caller: 'Who asked for it.',
  object: 'The provider’s id of what was made, changed or found.',
  state: 'The provider’s own word for how that is now.',
  previous: 'The payment’s state before.',
  amount:
    'In the currency’s smallest unit: of an operation what the provider answered (of a refund the sum given back, of a payment its `amount`), of a payment all that its customer pays, tax and fee included.',
  refunded: 'How much of it has been given back, in the same unit; not what is still on its way.',
  currency: 'Its code.',
  cause:
    'The provider’s error code; or where a result comes from: `answer`, `read`, `not_executed`.',
  finding: 'Which finding it is.',
} as const;

export type EventMember = keyof typeof eventMembers;

/**
 * An event as an item of the table holds it and as the bus gets it. Every member is there and is a text, empty where it
 * says nothing: a pipe gives DynamoDB's numbers as texts, and its template knows no word for what is absent.
 */
export type OutgoingEvent = Readonly<Record<EventMember, string>>;

/** What an event tells; members that say nothing may be left out. */
export type EventFacts = {
  readonly type: EventType;
  readonly at: EpochMs;
  readonly subject: string;
  readonly revision: number;
} & Partial<Record<Exclude<EventMember, 'id' | 'at' | 'revision'>, string | number | undefined>>;

/** 130 bits, as an operation's id. */
const idLength = 26;

/** An event, with an id that is always the same for the same step of the same subject. */
export function outgoing({ at, ...facts }: EventFacts): OutgoingEvent {
  const { type, subject, revision } = facts;
  const seed = JSON.stringify([type, subject, revision]);
  const id = `evt_${base32(createHash('sha256').update(seed).digest(), idLength)}`;
  const given: Readonly<Record<string, string | number | undefined>> = {
    ...facts,
    id,
    at: new Date(at).toISOString(),
  };
  const members = Object.keys(eventMembers).map((name) => [name, String(given[name] ?? '')]);
  return Object.fromEntries(members) as OutgoingEvent;
}

/** `'acme#pay_1'` → `{ provider: 'acme', payment: 'pay_1' }`, for an event; nothing where it names none. */
export function idsOf(
  resource: string | undefined,
): Partial<Record<'provider' | 'payment', string>> {
  if (resource === undefined) return {};
  const end = resource.indexOf('#');
  return { provider: resource.slice(0, end), payment: resource.slice(end + 1) };
}
