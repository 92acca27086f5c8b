import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { templateIn } from '../lib/cloud/template-reader.ts';
import { countedInAccessLog, metricFiltersOf } from '../support/cloudwatch/access-log.ts';
import { runAssembly } from '../support/run-assembly.ts';
import type { LocalCall, LocalReply } from '../support/local.ts';
import { card, newKey, payments } from './orders.ts';
import { startSystem, type System } from './system.ts';

/* What the access log says of a request, what the stack's own filters count in it, and that one id leads through it all. */

const burst = 3;
const assembly = runAssembly({ throttleRatePerSecond: 1, throttleBurst: burst });
const filters = metricFiltersOf(templateIn(assembly));

let local: System;
beforeAll(async () => {
  local = await startSystem({ assembly });
}, 60_000);
beforeEach(async () => {
  // Nothing is used up by the test before.
  await local.advanceClock(600_000);
  await local.clearFaults();
});
afterAll(() => local.close());

type AccessLine = Readonly<Record<string, string>>;

const order = { amount: 1000, currency: 'JPY', payment_details: card };

const operation = '/gateway/v1/operations/none';

/** The answers to some requests, their lines, and what is counted in these: `{ defects: 1 }`. */
async function during(
  act: () => Promise<LocalReply | readonly LocalReply[]>,
): Promise<{ replies: readonly LocalReply[]; lines: AccessLine[]; counted: object }> {
  const before = local.accessLog.length;
  const replies = [await act()].flat();
  const written = local.accessLog.slice(before);
  const counted: Record<string, number> = {};
  for (const { name, value } of countedInAccessLog(filters, written))
    counted[name] = (counted[name] ?? 0) + value;
  return { replies, lines: written.map((line) => JSON.parse(line) as AccessLine), counted };
}

const create = (call: LocalCall = {}): Promise<LocalReply> =>
  local.call('POST', payments, { body: order, idempotencyKey: newKey(), ...call });

describe('the access log', () => {
  test('has a line for a request, which nothing counts', async () => {
    const { lines, counted } = await during(() => create());

    expect(lines).toEqual([
      {
        requestId: expect.stringMatching(/^[\da-f-]{36}$/),
        extendedRequestId: expect.stringMatching(/=$/),
        time: expect.stringMatching(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        caller: 'admin',
        ip: '127.0.0.1',
        mode: 'test',
        method: 'POST',
        route: '/komoju/api/v1/payments',
        status: '200',
        errorType: '-',
        integrationStatus: '200',
        integrationError: '-',
        authorizerError: '-',
        tlsVersion: '-',
        responseLength: expect.stringMatching(/^\d{3,4}$/),
        integrationLatencyMs: expect.stringMatching(/^\d+$/),
        latencyMs: expect.stringMatching(/^\d+$/),
        traceId: expect.stringMatching(/^1-[\da-f]{8}-[\da-f]{24}$/),
      },
    ]);
    expect(counted).toEqual({});
  });

  test('counts a wrong key as a caller refused', async () => {
    const { lines, counted } = await during(() => create({ key: 'gk_test_nobody' }));

    const says = { status: '401', errorType: 'UNAUTHORIZED', authorizerError: 'Unauthorized' };
    expect(lines).toMatchObject([{ ...says, caller: '-', integrationStatus: '-' }]);
    expect(counted).toEqual({ callersRefused: 1 });
  });

  test('counts a key without the scope as a caller refused, by its name', async () => {
    const key = 'gk_local_storefront';
    const { lines, counted } = await during(() =>
      local.call('GET', '/komoju/api/v1/customers', { key }),
    );

    expect(lines).toMatchObject([
      { status: '403', errorType: 'ACCESS_DENIED', caller: 'storefront', authorizerError: '-' },
    ]);
    expect(counted).toEqual({ callersRefused: 1 });
  });

  test('counts nothing for a route that is not there', async () => {
    const { lines, counted } = await during(() => local.call('GET', '/nowhere'));

    const says = { status: '404', errorType: 'MISSING_AUTHENTICATION_TOKEN' };
    expect(lines).toMatchObject([{ ...says, route: '-', caller: '-', traceId: '-' }]);
    expect(counted).toEqual({});
  });

  test('counts a function that was killed as a defect', async () => {
    await local.fault({ match: 'POST /api/v1/payments', kind: 'kill_before_accept', times: 1 });

    const { lines, counted } = await during(() => create());

    expect(lines).toMatchObject([
      {
        status: '504',
        errorType: 'INTEGRATION_FAILURE',
        caller: 'admin',
        integrationStatus: '200',
      },
    ]);
    expect(lines[0]?.['integrationError']).toMatch(/exited/);
    expect(counted).toEqual({ defects: 1 });
  });

  test('counts a decline as neither, though it is a 502', async () => {
    const headers = { 'Komoju-Scenario': 'insufficient_funds' };

    const { lines, counted } = await during(() => create({ headers }));

    expect(lines).toMatchObject([{ status: '502', errorType: '-', integrationStatus: '200' }]);
    expect(counted).toEqual({});
  });

  test('counts what the usage plan lets nobody do as throttled', async () => {
    // At once, so that a slow machine gives none of them back meanwhile.
    const { lines, counted } = await during(() =>
      Promise.all(Array.from({ length: 10 * burst }, () => local.call('GET', operation))),
    );

    const throttled = lines.filter(({ status }) => status === '429');
    expect(throttled.length).toBeGreaterThan(0);
    expect(throttled).toEqual(
      throttled.map(() => expect.objectContaining({ errorType: 'THROTTLED' })),
    );
    expect(counted).toEqual({ throttled: throttled.length });
  });
});

/** The ids of the functions' lines since then, by operation. */
const idsSince = (before: number): [operation: string, id: string][] =>
  local.log.slice(before).flatMap((text) => {
    const line = JSON.parse(text) as { operation: string; requestId?: string };
    return line.requestId === undefined ? [] : [[line.operation, line.requestId]];
  });

describe('one id leads through it all', () => {
  test('of a request: its answer, the authorizer, the function and the access log', async () => {
    const before = local.log.length;
    // A caller that the authorizer was not asked for yet.
    const { replies, lines } = await during(() => create({ key: 'gk_local_unmodified' }));

    const id = replies[0]?.headers.get('x-request-id');
    expect(lines.map(({ requestId }) => requestId)).toEqual([id]);
    expect(idsSince(before)).toEqual([
      ['gateway.authorize', id],
      ['komoju.payment.create', id],
    ]);
  });

  test('of a key that is unknown: the answer, the authorizer and the access log', async () => {
    const before = local.log.length;
    const { replies, lines } = await during(() => create({ key: 'gk_test_stranger' }));

    const id = replies[0]?.headers.get('x-request-id');
    expect(lines.map(({ requestId }) => requestId)).toEqual([id]);
    expect(idsSince(before)).toEqual([['gateway.authorize', id]]);
  });

  test.each<[string, number, () => Promise<LocalReply>]>([
    ['no key', 401, () => create({ key: null })],
    [
      'no scope',
      403,
      () => local.call('GET', '/komoju/api/v1/customers', { key: 'gk_local_storefront' }),
    ],
    ['no route', 404, () => local.call('GET', '/nowhere')],
    [
      'no answer of the function',
      504,
      async () => {
        await local.fault({ match: 'POST /api/v1/payments', kind: 'kill_before_accept', times: 1 });
        return create();
      },
    ],
    [
      'no more requests',
      429,
      async () => {
        for (let count = 0; count < burst; count += 1) await local.call('GET', operation);
        return local.call('GET', operation);
      },
    ],
  ])('of an answer of API Gateway itself: %s', async (_, status, ask) => {
    const { replies, lines } = await during(ask);

    expect(replies[0]?.status).toBe(status);
    expect(lines.at(-1)?.['requestId']).toBe(replies[0]?.headers.get('x-request-id'));
  });
});
