import { expect, test } from '@jest/globals';
import { eventMembers, idsOf, outgoing } from '../../../functions/events/event.ts';
import { at } from '../../support/records.ts';

const facts = {
  type: 'payment.changed',
  at,
  subject: 'acme/pay1',
  revision: 3,
  amount: 0,
} as const;

test('every member is there and is a text, empty where nothing is said', () => {
  const event = outgoing(facts);

  expect(Object.keys(event)).toEqual(Object.keys(eventMembers));
  for (const member of Object.values(event)) expect(typeof member).toBe('string');
  expect(event).toMatchObject({ amount: '0', revision: '3', refunded: '', order: '' });
  expect(event.at).toBe(new Date(at).toISOString());
});

test('its id is the same for the same step of the same subject, and for no other', () => {
  const { id } = outgoing(facts);

  expect(id).toMatch(/^evt_[0-9A-Z]{26}$/);
  expect(outgoing({ ...facts, amount: 7, at: (at + 1) as typeof at }).id).toBe(id);
  expect(outgoing({ ...facts, revision: 4 }).id).not.toBe(id);
  expect(outgoing({ ...facts, subject: 'acme/pay2' }).id).not.toBe(id);
  expect(outgoing({ ...facts, type: 'finding' }).id).not.toBe(id);
});

test('an id of the provider may hold what parts it from the provider’s name', () => {
  expect(idsOf('acme#pay#1')).toEqual({ provider: 'acme', payment: 'pay#1' });
  expect(idsOf(undefined)).toEqual({});
});
