import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { LocalReply } from '../support/local.ts';
import { links, link } from '../support/mutation-requests.ts';
import { card, newKey, payments, shown } from './orders.ts';
import { operationOf, startSystem, type System } from './system.ts';

/* What an answer advises, told so that a client which takes it literally neither pays twice nor gives up what was paid. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterEach(() => local.clearFaults());
afterAll(() => local.close());

const order = { amount: 1000, currency: 'JPY', payment_details: card };
const adviceOf = ({ headers }: LocalReply): string | null => headers.get('x-retry-advice');

test('a changed body after an unknown outcome leads back to the first request, and one charge', async () => {
  const idempotencyKey = newKey();
  await local.fault({ match: 'POST /api/v1/payments', kind: 'drop_after_accept' });

  const lost = await local.call('POST', payments, { body: order, idempotencyKey });
  const changed = await local.call('POST', payments, {
    body: { ...order, amount: 1100 },
    idempotencyKey,
  });
  const operation = operationOf(changed);
  const open = await local.call('GET', `/gateway/v1/operations/${operation}`);
  const again = await local.call('POST', payments, { body: order, idempotencyKey });
  const known = await local.call('GET', `/gateway/v1/operations/${operation}`);

  expect([lost, changed, again].map(adviceOf)).toEqual([
    'same_request',
    'same_request',
    'do_not_repeat',
  ]);
  expect(shown(changed).error).toMatchObject({
    code: 'idempotency_key_reused',
    details: { retry: 'same_request' },
  });
  expect([open.json['retry'], known.json['retry']]).toEqual(['same_request', 'do_not_repeat']);
  expect(shown(again).amount).toBe(1000);
  expect(await local.applied(operation)).toBe(1);
});

test('a decline arrives as 502 and allows a new request, also when it is replayed', async () => {
  const idempotencyKey = newKey();
  const declined = { ...order, payment_details: { ...card, number: '4123111111111059' } };

  const first = await local.call('POST', payments, { body: declined, idempotencyKey });
  const replayed = await local.call('POST', payments, { body: declined, idempotencyKey });

  expect([first.status, replayed.status]).toEqual([502, 502]);
  expect([first, replayed].map(adviceOf)).toEqual(['new_request_allowed', 'new_request_allowed']);
});

test('a 502 without a word of a decline is no decline: the same request', async () => {
  await local.fault({ match: 'POST /api/v1/payments', kind: 'status', status: 502, body: 'bad' });

  const reply = await local.call('POST', payments, { body: order, idempotencyKey: newKey() });

  expect([reply.status, adviceOf(reply)]).toEqual([409, 'same_request']);
});

describe('what is repaired keeps its idempotency key', () => {
  test.each([
    ['an unknown key of the gateway', 401, { key: 'gk_local_unknown' }],
    ['a body that cannot be read', 422, { body: '{"amount":' }],
    ['an idempotency key that is malformed', 400, { idempotencyKey: 'clé' }],
  ])('after %s: %d', async (_, status, mistake) => {
    const idempotencyKey = newKey();
    const headers = { 'content-type': 'application/json' };
    await local.fault({ match: 'POST /api/v1/payments', kind: 'drop_after_accept' });
    const lost = await local.call('POST', payments, { body: order, idempotencyKey });

    const refused = await local.call('POST', payments, {
      body: order,
      idempotencyKey,
      headers,
      ...mistake,
    });
    const repaired = await local.call('POST', payments, { body: order, idempotencyKey });

    expect([refused.status, adviceOf(refused)]).toEqual([status, 'fix_request']);
    expect(adviceOf(repaired)).toBe('do_not_repeat');
    expect(operationOf(repaired)).toBe(operationOf(lost));
    expect(await local.applied(operationOf(repaired))).toBe(1);
  });
});

test('Coiney’s errors have no details, and carry the word in the header', async () => {
  const idempotencyKey = newKey();
  await local.call('POST', links, { body: link, idempotencyKey });

  const reused = await local.call('POST', links, {
    body: { ...link, amount: 1100 },
    idempotencyKey,
  });

  expect(reused.json).toMatchObject({ code: 'idempotency_key_reused' });
  expect(adviceOf(reused)).toBe('same_request');
});

test('a read belongs to no intent: what the provider says to it carries no word, also a 404', async () => {
  const absent = await local.call('GET', `${payments}/none`);
  const list = await local.call('GET', payments);

  expect([absent.status, list.status]).toEqual([404, 200]);
  expect([absent, list].map(adviceOf)).toEqual([null, null]);
});

test('an error of the gateway to a read carries its word', async () => {
  const reply = await local.call('GET', payments, { key: 'gk_local_unknown' });

  expect([reply.status, adviceOf(reply)]).toEqual([401, 'fix_request']);
});
