import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { LocalReply } from '../support/local.ts';
import { link, links } from '../support/mutation-requests.ts';
import { haveLink, shownLink, type Link } from './links.ts';
import { newKey } from './orders.ts';
import { operationOf, startSystem, type System } from './system.ts';

/* Every call that Coiney Payge's documents show, through the gateway: an integration that exists goes on as it was. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterAll(() => local.close());

/** As the documents' examples ask. */
const headers = { 'X-CoineyPayge-Version': '2016-10-25', accept: 'application/json' };

const create = (body: unknown): Promise<LocalReply> =>
  local.call('POST', links, { headers, body, idempotencyKey: newKey() });
const change = (id: string, body: unknown): Promise<LocalReply> =>
  local.call('PATCH', `${links}/${id}`, { headers, body, idempotencyKey: newKey() });
const show = async (id: string): Promise<Link> =>
  shownLink(await local.call('GET', `${links}/${id}`, { headers }));
const list = async (query: string): Promise<Link> =>
  shownLink(await local.call('GET', `${links}${query}`, { headers }));
const happen = (id: string, happening: string): Promise<unknown> =>
  local.sandbox('POST', `coiney/payments/${id}/${happening}`);

const moment: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+09:00$/);
const refused = (status: number, code: string): object => ({
  status,
  json: { type: 'invalid_request_error', code, message: expect.stringMatching(/./) },
});

describe('a create', () => {
  test('is answered with 201 and the whole payment', async () => {
    const urls = {
      redirectUrl: 'https://example.com/redirect',
      cancelUrl: 'https://example.com/cancel',
      webhookUrl: 'http://127.0.0.1:9/webhook',
    };
    const texts = { subject: 'スタンダードプラン', remarks: 'お早めに', description: '第一便' };
    const body = { ...link, ...urls, ...texts, locale: 'ja_JP', expiredOn: '2099-08-01' };

    const made = await create({ ...body, metadata: { orderId: '1234' } });

    expect(made.status).toBe(201);
    expect(made.json).toEqual({
      id: expect.stringMatching(/^pm_\w{32}$/),
      object: 'payment',
      mode: 'test',
      createdAt: moment,
      amount: 1000,
      currency: 'jpy',
      validUntil: '2099-08-01T23:59:59+09:00',
      status: 'open',
      ...texts,
      metadata: { orderId: '1234', gateway_operation: operationOf(made) },
      links: { ...urls, paymentUrl: expect.stringMatching(/^https:\/\/payge\.co\/co_\w{32}$/) },
      locale: 'ja_JP',
    });
  });

  test('without a last day can be paid for three months', async () => {
    const { validUntil } = await haveLink(local);

    const days = (Date.parse(validUntil) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(88);
    expect(days).toBeLessThan(93);
  });

  test.each([
    ['an amount below 100 yen', { amount: 99 }],
    ['an amount that is text', { amount: '1000' }],
    ['a last day that is none', { expiredOn: '2099-02-30' }],
    ['a last day that is past', { expiredOn: '2020-01-01' }],
    ['another currency', { currency: 'usd' }],
    ['another method', { method: 'konbini' }],
    ['a locale that it does not know', { locale: 'fr_FR' }],
    ['an address of more than 255 characters', { redirectUrl: `https://e.com/${'a'.repeat(250)}` }],
    ['metadata that are no text', { metadata: { orderId: 1234 } }],
    ['a metadata key of 41 characters', { metadata: { ['k'.repeat(41)]: 'v' } }],
    ['a metadata value of 501 characters', { metadata: { k: 'v'.repeat(501) } }],
  ])('with %s is refused in Coiney’s words', async (_, changes) => {
    const { totalCount } = await list('');

    const reply = await create({ ...link, ...changes });

    expect(reply).toMatchObject(refused(400, 'invalid_parameter'));
    const { params } = shownLink(reply);
    expect(Object.keys(params)[0]).toContain(Object.keys(changes)[0]);
    expect((await list('')).totalCount).toBe(totalCount);
  });

  test('takes nineteen entries of metadata: one more is the gateway’s', async () => {
    const records = (count: number): Record<string, string> =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']));

    const replies = [
      await create({ ...link, metadata: records(19) }),
      await create({ ...link, metadata: records(20) }),
    ];

    expect(replies.map(({ status }) => status)).toEqual([201, 400]);
  });
});

describe('the list', () => {
  test('pages by the payments before and behind one', async () => {
    const made: string[] = [];
    for (let count = 0; count < 3; count += 1) made.unshift((await haveLink(local)).id);
    const [newest = '', middle, oldest = ''] = made;

    const first = await list('?limit=1');
    const behind = await list(`?limit=2&startingAfter=${newest}`);
    const before = await list(`?limit=2&endingBefore=${oldest}`);

    expect(first).toMatchObject({ object: 'list', hasMore: true, data: [{ id: newest }] });
    expect(behind.data.map(({ id }) => id)).toEqual([middle, oldest]);
    expect(before.data.map(({ id }) => id)).toEqual([newest, middle]);
    expect(first.totalCount).toBeGreaterThanOrEqual(3);
  });

  test.each(['?limit=0', '?limit=101', '?startingAfter=pm_none'])(
    'that is asked for by %s is refused',
    async (query) => {
      const reply = await local.call('GET', `${links}${query}`);

      expect(reply).toMatchObject(refused(400, 'invalid_parameter'));
    },
  );
});

describe('a payment', () => {
  test('is shown as it stands at Coiney now, whoever changed it', async () => {
    const { id } = await haveLink(local);
    const states = [(await show(id)).status];
    await happen(id, 'pay');
    const paid = await show(id);
    await happen(id, 'refund');
    const refunded = await show(id);

    expect([...states, paid.status, refunded.status]).toEqual(['open', 'paid', 'refunded']);
    expect(paid).toMatchObject({ paidAt: moment });
    expect(refunded).toMatchObject({ paidAt: moment, refundedAt: moment });
  });

  test('that is not there is refused', async () => {
    const reply = await local.call('GET', `${links}/pm_none`);

    expect(reply).toMatchObject(refused(400, 'payment_not_found'));
  });

  test('in a version that Coiney no longer speaks is refused', async () => {
    const old = { 'X-CoineyPayge-Version': '2016-08-31' };

    const reply = await local.call('GET', links, { headers: old });

    expect(reply).toMatchObject(refused(400, 'invalid_parameter'));
  });
});

describe('an update', () => {
  test('changes the three members of the document’s example', async () => {
    const before = await haveLink(local, { metadata: { cart: '7' } });

    // "Updating a payment", the request that the document shows, with its last day still to come.
    const changed = await change(before.id, {
      expiredOn: '2099-09-25',
      description: 'ウェブサイトからの支払い',
      metadata: { orderId: '1234' },
    });

    expect(changed.status).toBe(200);
    expect(changed.json).toEqual({
      ...before,
      validUntil: '2099-09-25T23:59:59+09:00',
      description: 'ウェブサイトからの支払い',
      metadata: { ...before.metadata, orderId: '1234' },
    });
    expect(await show(before.id)).toEqual(changed.json);
  });

  test('takes entries of metadata away by null, but never the gateway’s', async () => {
    const { id, metadata } = await haveLink(local, { metadata: { cart: '7' } });

    const changed = await change(id, { metadata: { cart: null, gateway_operation: null } });

    const { gateway_operation } = metadata;
    expect(shownLink(changed).metadata).toEqual({ gateway_operation });
  });

  test('of the last day opens an expired payment again', async () => {
    const { id } = await haveLink(local);
    await happen(id, 'expire');

    const changed = await change(id, { expiredOn: '2099-09-25' });

    expect(shownLink(changed)).toMatchObject({ id, status: 'open' });
  });

  test.each(['pay', 'cancel'])('of the last day after a %s is refused', async (happening) => {
    const { id } = await haveLink(local);
    await happen(id, happening);

    const reply = await change(id, { expiredOn: '2099-09-25' });

    expect(reply).toMatchObject(refused(400, 'already_processed'));
  });

  test('of a payment that is not there is refused', async () => {
    expect(await change('pm_none', { description: 'A' })).toMatchObject(
      refused(400, 'payment_not_found'),
    );
  });
});

test.each(['refund', 'cancel', 'capture'])(
  'there is no %s: Coiney has none, and it is not faked',
  async (operation) => {
    const { id } = await haveLink(local);

    const reply = await local.call('POST', `${links}/${id}/${operation}`, { body: {} });

    expect([reply.status, shownLink(reply).code]).toEqual([404, 'not_found']);
    expect(await show(id)).toMatchObject({ status: 'open' });
  },
);

test('a caller without a key is told so in a form that Coiney’s clients read', async () => {
  const reply = await local.call('GET', links, { key: null });

  expect(reply.status).toBe(401);
  expect(reply.json).toMatchObject({ type: 'authentication_error', code: expect.any(String) });
});

test('a wrong secret key at Coiney did nothing, and the key is free to be used again', async () => {
  const idempotencyKey = newKey();
  const body = { type: 'authentication_error', code: 'invalid_api_key' };
  await local.fault({ on: 'coiney', kind: 'status', status: 401, times: 2, body });

  const refusedThen = await local.call('POST', links, { body: link, idempotencyKey });
  await local.clearFaults();
  const made = await local.call('POST', links, { body: link, idempotencyKey });

  expect([refusedThen.status, shownLink(refusedThen).code]).toEqual([503, 'not_attempted']);
  expect(made.status).toBe(201);
});
