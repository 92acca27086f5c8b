import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { LocalReply } from '../support/local.ts';
import { link, links } from '../support/mutation-requests.ts';
import { countLinks, linkOf, makeAtCoiney, shownLink } from './links.ts';
import { silenceMs } from './mutations.ts';
import { newKey } from './orders.ts';
import { operationOf, startSystem, type System } from './system.ts';

/*
 * A create whose answer was lost, at a provider without a key. The list is searched before anything is sent again; one
 * link is told, and a second one is made only if the whole list did not show the first.
 */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterEach(async () => {
  await local.clearFaults();
  await local.sandbox('POST', 'list', { mode: 'true' });
});
afterAll(() => local.close());

const create = 'POST /coiney/api/v1/payments';
const list = 'GET /coiney/api/v1/payments';

type Order = { readonly send: () => Promise<LocalReply>; readonly lost: LocalReply };

/** A link that was asked for once, with this going wrong. */
async function lose(kind: string): Promise<Order> {
  const order = { body: link, idempotencyKey: newKey() };
  const send = () => local.call('POST', links, order);
  await local.fault({ on: 'coiney', match: create, kind });
  return { send, lost: await send() };
}

const sent = async (): Promise<number> =>
  (await local.requests()).filter(({ method }) => method === 'POST').length;

const answered = (reply: LocalReply): unknown => [reply.status, shownLink(reply).code];
const unknown = [409, 'outcome_unknown'];
const stateOf = async (reply: LocalReply): Promise<string | undefined> =>
  (await local.item(operationOf(reply)))?.['st']?.S;

/** More links than a page has, of somebody else. */
async function fillPage(): Promise<void> {
  for (let made = 0; made < 101; made += 1) await makeAtCoiney(local, {});
}

const expectContradiction = (): void => {
  expect(local.log.at(-1)).toContain('"finding":"contradiction"');
};

describe('a link whose answer was lost', () => {
  test('is found by the same key, told as its create would have been, and replayed from then on', async () => {
    const { send, lost } = await lose('drop_after_accept');
    const before = await sent();

    const found = await send();
    const again = await send();

    expect(answered(lost)).toEqual(unknown);
    expect([found.status, found.headers.get('x-result-source')]).toEqual([201, 'read']);
    expect(shownLink(found)).toMatchObject({
      object: 'payment',
      status: 'open',
      metadata: { gateway_operation: operationOf(lost) },
    });
    expect([again.status, again.body]).toEqual([201, found.body]);
    expect(again.headers.get('x-result-source')).toBe('read');
    expect(await sent()).toBe(before);
    expect(await countLinks(local, operationOf(lost))).toBe(1);
  });

  test('is found on whatever page it stands', async () => {
    const { send, lost } = await lose('drop_after_accept');
    await fillPage();

    const found = await send();

    expect(found.status).toBe(201);
    expect(shownLink(found).metadata['gateway_operation']).toBe(operationOf(lost));
  });

  test.each([
    ['paid', 'pay'],
    ['cancelled', 'cancel'],
    ['expired', 'expire'],
  ])('is found also when it is %s by now', async (status, happening) => {
    const { send, lost } = await lose('drop_after_accept');
    const { id } = await linkOf(local, operationOf(lost));
    await local.sandbox('POST', `coiney/payments/${id}/${happening}`);

    const found = await send();

    expect([found.status, shownLink(found)]).toMatchObject([201, { id, status }]);
  });

  test('is not told where the list shows it and it cannot be read itself', async () => {
    const { send } = await lose('drop_after_accept');
    await local.fault({ on: 'coiney', match: `${list}/*`, kind: 'status', status: 503 });

    const blind = await send();
    const found = await send();

    expect([answered(blind), found.status]).toEqual([unknown, 201]);
  });

  test('is not told where another payment is shown in its place', async () => {
    const { send } = await lose('drop_after_accept');
    const body = await makeAtCoiney(local, {});
    await local.fault({ on: 'coiney', match: `${list}/*`, kind: 'status', status: 200, body });

    expect(answered(await send())).toEqual(unknown);
  });

  test('is not told where there are two: which of them somebody knows, a person must find out', async () => {
    const { send, lost } = await lose('drop_after_accept');
    await makeAtCoiney(local, { gateway_operation: operationOf(lost) });

    const both = await send();

    expect(answered(both)).toEqual(unknown);
    expectContradiction();
    expect(await stateOf(lost)).toBe('PENDING');
  });

  test('is not told where it names another amount than was asked for', async () => {
    const { send, lost } = await lose('drop_before_accept');
    await makeAtCoiney(local, { gateway_operation: operationOf(lost) }, { amount: 5000 });

    expect(answered(await send())).toEqual(unknown);
    expectContradiction();
  });
});

describe('a link that was never made', () => {
  test('is not made again while the first request may still land', async () => {
    const { send, lost } = await lose('drop_before_accept');

    await local.advanceClock(silenceMs - 60_000);
    const early = await send();

    expect([answered(lost), answered(early)]).toEqual([unknown, unknown]);
    expect(await countLinks(local, operationOf(lost))).toBe(0);
  });

  test('is made once the whole list did not show it for long enough', async () => {
    const { send, lost } = await lose('drop_before_accept');
    await send();

    await local.advanceClock(silenceMs);
    const made = await send();

    expect([made.status, made.headers.get('x-result-source')]).toEqual([201, null]);
    expect(await countLinks(local, operationOf(lost))).toBe(1);
  });

  test('is not made where the list lags, and is found when that has caught up', async () => {
    const { send, lost } = await lose('drop_after_accept');
    await local.sandbox('POST', 'list', { mode: 'lag' });

    const hidden = await send();
    await local.advanceClock(60 * 60_000);
    const found = await send();

    expect([answered(hidden), found.status]).toEqual([unknown, 201]);
    expect(await countLinks(local, operationOf(lost))).toBe(1);
  });

  test('is not made where the list could not be read', async () => {
    const { send, lost } = await lose('drop_before_accept');
    await local.advanceClock(silenceMs);
    await local.fault({ on: 'coiney', match: list, kind: 'status', status: 503 });

    const blind = await send();
    const made = await send();

    expect(answered(blind)).toEqual(unknown);
    expect(made.status).toBe(201);
    expect(await countLinks(local, operationOf(lost))).toBe(1);
  });

  test('is not made where the list ends before all of its payments were shown', async () => {
    const { send, lost } = await lose('drop_before_accept');
    await fillPage();
    await local.advanceClock(silenceMs);
    await local.sandbox('POST', 'list', { mode: 'lose_page' });

    expect(answered(await send())).toEqual(unknown);
    expect(await countLinks(local, operationOf(lost))).toBe(0);
  });

  test.each([
    ['no list', { object: 'payment', id: 'pm_1' }],
    ['a payment that cannot be read', { data: [{ id: '' }], hasMore: false, totalCount: 1 }],
    ['more to come behind nothing', { data: [], hasMore: true, totalCount: 0 }],
  ])('is not made where the list says %s', async (_, body) => {
    const { send, lost } = await lose('drop_before_accept');
    await local.advanceClock(silenceMs);
    await local.fault({ on: 'coiney', match: list, kind: 'status', status: 200, body });

    expect(answered(await send())).toEqual(unknown);
    expect(await countLinks(local, operationOf(lost))).toBe(0);
  });

  test('and is refused when it is sent again has failed: nothing older can still land', async () => {
    const { send, lost } = await lose('drop_before_accept');
    await local.advanceClock(silenceMs);
    const body = { type: 'invalid_request_error', code: 'merchant_not_allowed' };
    await local.fault({ on: 'coiney', match: create, kind: 'status', status: 400, body });

    const refused = await send();

    expect(answered(refused)).toEqual([400, 'merchant_not_allowed']);
    expect(await stateOf(lost)).toBe('FAILED');
  });

  test('and is lost again waits as long again', async () => {
    const { send, lost } = await lose('drop_before_accept');
    await local.advanceClock(silenceMs);
    await local.fault({ on: 'coiney', match: create, kind: 'drop_before_accept' });

    const second = await send();
    await local.advanceClock(silenceMs - 60_000);
    const early = await send();
    await local.advanceClock(60_000);
    const made = await send();

    expect([answered(second), answered(early), made.status]).toEqual([unknown, unknown, 201]);
    expect(await countLinks(local, operationOf(lost))).toBe(1);
  });

  test('is asked for again at once where the connection was refused: nothing was sent', async () => {
    const order = { body: link, idempotencyKey: newKey() };
    await local.fault({ on: 'coiney', kind: 'refuse_connection', match: `POST ${links}` });

    const refused = await local.call('POST', links, order);
    const made = await local.call('POST', links, order);

    expect([refused.status, made.status]).toEqual([503, 201]);
    expect((await local.requests()).at(-1)).toMatchObject({ method: 'POST' });
  });
});

test('a link that is asked for twice at the same time is made once', async () => {
  const order = { body: link, idempotencyKey: newKey() };

  const replies = await Promise.all([
    local.call('POST', links, order),
    local.call('POST', links, order),
  ]);

  const statuses = replies.map(({ status }) => status).sort();
  expect([
    [201, 201],
    [201, 409],
  ]).toContainEqual(statuses);
  expect(await countLinks(local, operationOf(replies[0]))).toBe(1);
});
