import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { operationIds, rowOf } from '../../functions/operations.ts';
import type { LocalReply } from '../support/local.ts';
import {
  codeOf as told,
  orderedOperations,
  orderOf,
  reads,
  type MutationOrder,
} from './mutations.ts';
import { pathThere } from '../support/mutation-requests.ts';
import { operationOf, startSystem, type System } from './system.ts';

/*
 * What an answer of the provider means, for each operation that changes something: what was applied, what was told and what
 * is on record agree; and whatever happened, the same key leads to the charge, once.
 */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterEach(() => local.clearFaults());
afterAll(() => local.close());

test('there is an order of every operation that changes something', () => {
  const changing = operationIds.filter((id) => rowOf(id).effect === 'mutation');
  expect([...orderedOperations].sort()).toEqual([...changing].sort());
});

type Fault = Record<string, unknown>;
const status = (code: number, error?: string): Fault => ({
  kind: 'status',
  status: code,
  // In both providers' shapes.
  body:
    error === undefined
      ? 'not json'
      : { error: { code: error, message: '', param: null }, type: 'api_error', code: error },
});
const ofCoiney = (code: number, error: object): Fault => ({
  kind: 'status',
  status: code,
  body: { type: 'invalid_request_error', ...error },
});

/** What is told, how many were applied, the record's state, and how many attempts it counts as possibly sent. */
type Expected = [told: number, code: string | undefined, applied: number, state: string, n: string];
const unknown = (applied: number): Expected => [409, 'outcome_unknown', applied, 'PENDING', '1'];
const notAttempted: Expected = [503, 'not_attempted', 0, 'PENDING', '0'];
const refused = (result: number, code: string): Expected => [result, code, 0, 'FAILED', '1'];

// prettier-ignore
const cases: [string, Fault | undefined, Expected][] = [
  ['yes',                                   undefined,                                    [200, undefined, 1, 'SUCCEEDED', '1']],
  ['401 once, for a key just changed',      status(401, 'unauthorized'),                  [200, undefined, 1, 'SUCCEEDED', '1']],
  ['401 twice',                             { ...status(401, 'unauthorized'), times: 2 }, notAttempted],
  ['429',                                   status(429),                                  notAttempted],
  ['a refused connection',                  { kind: 'refuse_connection' },                notAttempted],
  ['409, the key under way',                status(409, 'conflict'),                      unknown(0)],
  ['another 4xx in no list',                status(418, 'teapot'),                        unknown(0)],
  ['a redirect',                            status(307),                                  unknown(0)],
  ['500',                                   status(500, 'internal_server_error'),         unknown(0)],
  ['502 bad_gateway',                       status(502, 'bad_gateway'),                   unknown(0)],
  ['503',                                   status(503, 'service_unavailable'),           unknown(0)],
  ['504 of a proxy, not JSON',              status(504),                                  unknown(0)],
  ['200 without an id',                     status(200, 'odd'),                           unknown(0)],
  ['half a body',                           { kind: 'garbled' },                          unknown(1)],
  ['nothing, before it was accepted',       { kind: 'drop_before_accept' },               unknown(0)],
  ['nothing, after it was accepted',        { kind: 'drop_after_accept' },                unknown(1)],
];

/** How each provider says no. */
// prettier-ignore
const errors: Record<string, [string, Fault, Expected][]> = {
  komoju: [
    ['a decline, which KOMOJU sends as 502', status(502, 'card_declined'),      refused(502, 'card_declined')],
    ['an error with 422',                   status(422, 'not_capturable'),     refused(422, 'not_capturable')],
    ['an error code with an odd status',    status(500, 'insufficient_funds'), refused(500, 'insufficient_funds')],
  ],
  coiney: [
    ['an error with 400',                   ofCoiney(400, { code: 'already_processed' }), refused(400, 'already_processed')],
    ['an error that is a type alone',       ofCoiney(400, {}),                            [400, undefined, 0, 'FAILED', '1']],
    ['a payment that is not there, as 404',  ofCoiney(404, { code: 'payment_not_found' }), refused(404, 'payment_not_found')],
    ['a code in no list',                    ofCoiney(400, { code: 'new' }),               refused(400, 'new')],
  ],
};

type Target = { readonly on: string; readonly match: string };

const arm = async (fault: Fault | undefined, { on, match }: Target): Promise<void> => {
  if (fault === undefined) return;
  await local.fault({ on, ...fault, match });
};

/** What is on record of an operation: its state, and how many attempts may have reached the provider. */
async function record(operation: string): Promise<[string | undefined, string | undefined]> {
  const item = await local.item(operation);
  return [item?.['st']?.S, item?.['n']?.N];
}

/** What is applied in the end: once, but a change without a key that was not told is applied again by a repeat. */
const timesApplied = ({ appliesOnce }: MutationOrder, [, , applied, state]: Expected): number => {
  if (state === 'FAILED') return 0;
  return appliesOnce || state === 'SUCCEEDED' ? 1 : applied + 1;
};

describe.each(orderedOperations)('%s', (name) => {
  // What a deletion answers with is not documented: of it any 2xx is a yes.
  const isDeletion = name === 'komoju.customer.delete';
  const [provider = ''] = name.split('.');
  const open = [...cases, ...(errors[provider] ?? [])].filter(
    ([kind]) => !(isDeletion && /without an id|half a body/.test(kind)),
  );

  test.each(open)('that is answered with %s', async (_, fault, expected) => {
    const order = await orderOf(name, local);
    await arm(fault, order);

    const first = await order.send();

    const operation = operationOf(first);
    const [state, attempts] = await record(operation);
    const applied = await order.applied(first);
    const [status, ...others] = expected;
    expect([first.status, told(first), applied, state, attempts]).toEqual([
      status === 200 ? order.success : status,
      ...others,
    ]);

    const isCompleted = expected[3] !== 'PENDING';
    if (!isCompleted) await local.advanceClock(order.sentAgainMs);
    const again = await order.send();

    expect(again.headers.get('idempotent-replayed')).toBe(isCompleted ? 'true' : null);
    expect(again.status).toBe(isCompleted ? first.status : order.success);
    if (isCompleted) expect(again.body).toBe(first.body);
    expect(await order.applied(first)).toBe(timesApplied(order, expected));
    expect((await record(operation))[0]).toBe(isCompleted ? expected[3] : 'SUCCEEDED');
  });
});

describe.each(orderedOperations.filter((id) => rowOf(id).resend !== 'search-first'))(
  '%s',
  (name) => {
    // prettier-ignore
    test.each<[string, Fault, string]>([
    ['an error',            name.startsWith('komoju') ? status(422, 'not_refundable') : ofCoiney(400, {}), '2'],
    ['401 twice',            { ...status(401, 'unauthorized'), times: 2 }, '1'],
    ['429',                  status(429),                                  '1'],
    ['a refused connection', { kind: 'refuse_connection' },               '1'],
    ['nothing',              { kind: 'drop_before_accept' },               '2'],
  ])('that is sent again after a lost answer and meets %s stays unknown', async (_, fault, counted) => {
    const order = await orderOf(name, local);
    await arm({ kind: 'drop_before_accept' }, order);
    const first = await order.send();
    await arm(fault, order);

    const second = await order.send();

    expect([first.status, second.status, told(second)]).toEqual([409, 409, 'outcome_unknown']);
    expect(await record(operationOf(first))).toEqual(['PENDING', counted]);
    // After a rejection nothing is sent for an hour, where it may still be sent after that.
    const waits = rowOf(name).resend === 'provider-key' && counted === '2';
    if (waits) await local.advanceClock(3_630_000);
    expect((await order.send()).status).toBe(order.success);
    expect(await order.applied(first)).toBe(1);
  });
  },
);

describe.each(Object.entries(reads))('a read of %s', (on, have) => {
  // prettier-ignore
  test.each<[string, Fault, number, string | undefined]>([
    ['404',                  status(404, 'not_found'),                     404, 'not_found'],
    ['409',                  status(409, 'conflict'),                      409, 'conflict'],
    ['another 4xx',          status(418, 'teapot'),                        418, 'teapot'],
    ['500',                  status(500, 'internal_server_error'),         500, 'internal_server_error'],
    ['503',                  status(503, 'service_unavailable'),           503, 'service_unavailable'],
    ['401 once',             status(401, 'unauthorized'),                  200, undefined],
    ['401 twice',            { ...status(401, 'unauthorized'), times: 2 }, 503, 'not_attempted'],
    ['429',                  status(429),                                  503, 'not_attempted'],
    ['a redirect',           status(307),                                  503, 'not_attempted'],
    ['half a body',          { kind: 'garbled' },                          503, 'not_attempted'],
    ['nothing',              { kind: 'drop_before_accept' },               503, 'not_attempted'],
    ['a refused connection', { kind: 'refuse_connection' },                503, 'not_attempted'],
  ])('that is answered with %s', async (_, fault, expected, code) => {
    const path = await have(local);
    await arm(fault, { on, match: `GET ${pathThere(path)}` });

    const read = await local.call('GET', path);

    expect([read.status, told(read)]).toEqual([expected, code]);
  });
});

describe('a function that dies', () => {
  test.each([
    ['before the provider accepts', 'kill_before_accept', 0],
    ['after the provider accepted', 'kill_after_accept', 1],
  ])('%s leaves the operation open, and the same key completes it', async (_, kind, applied) => {
    const order = await orderOf('komoju.payment.create', local);
    await local.fault({ kind, match: order.match });

    const first = await order.send();
    const early = await order.send();
    const appliedBefore = await local.applied(operationOf(early));
    await local.advanceClock(31_000);
    const late = await order.send();

    expect([first.status, told(first)]).toEqual([504, 'outcome_unknown']);
    expect([early.status, told(early)]).toEqual([409, 'operation_in_progress']);
    expect(appliedBefore).toBe(applied);
    expect(late.status).toBe(200);
    expect(await local.applied(operationOf(late))).toBe(1);
  });
});

test('an answer that comes too late finds the operation open, and the same key is charged once', async () => {
  const order = await orderOf('komoju.payment.create', local);
  await local.fault({ kind: 'late', delayMs: 50, match: order.match });

  const first = await order.send();
  const second = await order.send();

  expect([first.status, told(first)]).toEqual([409, 'outcome_unknown']);
  // Still under way at the provider, or applied by now: in neither case is it charged again.
  expect([200, 409]).toContain(second.status);
  const last = second.status === 200 ? second : await untilCompleted(order);
  expect(last.status).toBe(200);
  expect(await local.applied(operationOf(first))).toBe(1);
});

/** Asks again, as a caller does, until the provider's own key is no longer under way. */
async function untilCompleted(order: MutationOrder): Promise<LocalReply> {
  for (let tries = 0; tries < 200; tries += 1) {
    const reply = await order.send();
    if (reply.status === 200) return reply;
  }
  throw new Error('It never completed.');
}
