import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from '@jest/globals';
import { payloadOf } from '../../../functions/deliveries/payload.ts';
import { outgoing, type OutgoingEvent } from '../../../functions/events/event.ts';
import { eventTypes, type EventType } from '../../../functions/events/event-types.ts';
import { startOfTime } from '../../../functions/platform/clock.ts';
import { exampleEvents } from '../../../lib/events/examples.ts';

const schemaOf = (name: string): object =>
  JSON.parse(readFileSync(`lib/events/${name}.schema.json`, 'utf8')) as object;

const ajv = new Ajv2020({ strict: true, allErrors: true });
const isDetail = ajv.compile(schemaOf('bus-detail'));
const isWebhook = ajv.compile(schemaOf('webhook'));

const webhookOf = (event: OutgoingEvent) =>
  JSON.parse(payloadOf(event)) as { data: Record<string, unknown> };

const types = Object.keys(eventTypes) as EventType[];

/** What an event says at least, and what it may say at most. */
const least = (type: EventType): OutgoingEvent =>
  outgoing({ type, at: startOfTime, subject: 'op_1', revision: 1 });
const most = (type: EventType): OutgoingEvent => ({
  ...(Object.fromEntries(Object.keys(least(type)).map((name) => [name, 'text'])) as OutgoingEvent),
  ...outgoing({ type, at: startOfTime, subject: 'acme/pay_1', revision: 12, amount: -1.5 }),
  refunded: '0',
});

describe.each(types)('%s', (type) => {
  test.each([
    ['at least', least(type)],
    ['at most', most(type)],
  ])('is accepted with what it says %s', (_, event) => {
    expect([isDetail(event), isDetail.errors]).toEqual([true, null]);
    expect([isWebhook(webhookOf(event)), isWebhook.errors]).toEqual([true, null]);
  });

  test('has an example', () => {
    expect(exampleEvents.filter((event) => event.type === type)).toHaveLength(1);
  });
});

test('the examples are what they are examples of', () => {
  for (const event of exampleEvents) {
    expect([isDetail(event), isWebhook(webhookOf(event))]).toEqual([true, true]);
  }
});

const [event] = exampleEvents as [OutgoingEvent];

test.each([
  ['a member that nobody knows', { ...event, name: 'Hanako' }],
  ['a number where a text is', { ...event, amount: 1100 }],
  ['a number of revisions', { ...event, revision: 2 }],
  ['a type that is none', { ...event, type: 'payment.lost' }],
  ['an absent member', { ...event, caller: undefined }],
  ['a time without its zone', { ...event, at: '2026-11-21 03:04' }],
  ['an amount in words', { ...event, amount: 'much' }],
])('the bus brings nothing with %s', (_, changed) => {
  expect(isDetail(JSON.parse(JSON.stringify(changed)))).toBe(false);
});

const webhook = webhookOf(event);

test.each([
  ['a member that nobody knows', { ...webhook, name: 'Hanako' }],
  ['data that nobody knows', { ...webhook, data: { ...webhook.data, name: 'Hanako' } }],
  ['a number where a text is', { ...webhook, data: { ...webhook.data, order: 1001 } }],
  ['a text where a number is', { ...webhook, data: { ...webhook.data, amount: '1100' } }],
  ['an empty member', { ...webhook, data: { ...webhook.data, caller: '' } }],
  ['a type that is none', { ...webhook, type: 'payment.lost' }],
  ['no subject', { ...webhook, data: { ...webhook.data, subject: undefined } }],
])('no webhook comes with %s', (_, changed) => {
  expect(isWebhook(JSON.parse(JSON.stringify(changed)))).toBe(false);
});
