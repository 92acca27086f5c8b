import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { LocalReply } from '../support/local.ts';
import { countLinks, link, links, shownLink } from './links.ts';
import { silenceMs } from './once-orders.ts';
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
  await local.sandbox('POST', 'coiney/list', { mode: 'true' });
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

const told = (reply: LocalReply): unknown => [reply.status, shownLink(reply).code];
const unknown = [409, 'outcome_unknown'];

describe('a link whose answer was lost', () => {
  test('is found by the same key, told as its create would have been, and replayed from then on', async () => {
    const { send, lost } = await lose('drop_after_accept');
    const before = await sent();

    const found = await send();
    const again = await send();

    expect(told(lost)).toEqual(unknown);
    expect([found.status, found.headers.get('x-result-source')]).toEqual([201, 'read']);
    expect(shownLink(found)).toMatchObject({
      object: 'payment',
      status: 'open',
      metadata: { gateway_operation: operationOf(lost) },
    });
    expect([again.status, again.body]).toEqual([201, found.body]);
    expect(await sent()).toBe(before);
    expect(await countLinks(local, operationOf(lost))).toBe(1);
  });
});

describe('a link that was never made', () => {
  test('is not made again while the first request may still land', async () => {
    const { send, lost } = await lose('drop_before_accept');

    await local.advanceClock(silenceMs - 60_000);
    const early = await send();

    expect([told(lost), told(early)]).toEqual([unknown, unknown]);
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

  test('is not made where the list could not be read', async () => {
    const { send, lost } = await lose('drop_before_accept');
    await local.advanceClock(silenceMs);
    await local.fault({ on: 'coiney', match: list, kind: 'status', status: 503 });

    const blind = await send();
    const made = await send();

    expect(told(blind)).toEqual(unknown);
    expect(made.status).toBe(201);
    expect(await countLinks(local, operationOf(lost))).toBe(1);
  });

  test('is asked for again at once where the connection was refused: nothing was sent', async () => {
    const order = { body: link, idempotencyKey: newKey() };
    await local.fault({ on: 'coiney', kind: 'refuse_connection' });

    const refused = await local.call('POST', links, order);
    const made = await local.call('POST', links, order);

    expect([refused.status, made.status]).toEqual([503, 201]);
    expect((await local.requests()).at(-1)).toMatchObject({ method: 'POST' });
  });
});
