import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { minuteMs } from '../../functions/platform/clock.ts';
import { placeholder, queryOf, textOf, type QueryId } from '../../lib/cloud/queries/queries.ts';
import { linesFor } from '../support/cloudwatch/log-groups.ts';
import { runQuery, type Row } from '../support/cloudwatch/query.ts';
import { card, newKey, payments, shown } from './orders.ts';
import { operationOf, startSystem, type System } from './system.ts';

/* The stack's own queries, over what the functions wrote while things went wrong. */

let local: System;
const operation = { paid: '', declined: '', unknown: '', recorded: '' };
let payment = '';

beforeAll(async () => {
  local = await startSystem();
  const create = (changes: object = {}): ReturnType<System['call']> => {
    const body = { amount: 1000, currency: 'JPY', payment_details: card, ...changes };
    return local.call('POST', payments, { body, idempotencyKey: newKey() });
  };
  const paid = await create();
  payment = shown(paid).id;
  const declined = await create({ payment_details: { ...card, number: '4123111111111059' } });

  const body = { amount: 1000, currency: 'JPY', payment_details: card };
  const key = newKey();
  await local.fault({ kind: 'drop_after_accept', match: 'POST /api/v1/payments' });
  const lost = await local.call('POST', payments, { body, idempotencyKey: key });
  const again = await local.call('POST', payments, { body, idempotencyKey: key });
  await local.fault({ kind: 'drop_after_accept', match: 'POST /api/v1/payments' });
  const unknown = await create();

  await local.call('GET', payments, { key: 'gk_test_unknown' });
  await local.sandbox('POST', 'webhooks/release');
  await local.sandbox('POST', 'webhooks/wait');
  expect([paid, declined, lost, again, unknown].map(({ status }) => status)).toEqual([
    200, 502, 409, 200, 409,
  ]);
  operation.paid = operationOf(paid);
  operation.declined = operationOf(declined);
  operation.recorded = operationOf(lost);
  operation.unknown = operationOf(unknown);
}, 60_000);
afterAll(() => local.close());

const ask = (id: QueryId, lines: readonly string[] = local.log): Row[] =>
  runQuery(textOf(id), linesFor(queryOf(id), lines));

test('an outcome that stayed unknown is shown, and one that a repetition found out is not', () => {
  expect(ask('open')).toEqual([
    {
      operationId: operation.unknown,
      newest: 'outcome_unknown',
      asked: 'komoju.payment.create',
      by_whom: 'admin',
      reason: expect.stringMatching(/^no_answer/),
      requests: 1,
      since: expect.any(String),
    },
  ]);
});

test('declines are told by caller and code', () => {
  expect(ask('declines')).toEqual([
    {
      caller: 'admin',
      operation: 'komoju.payment.create',
      providerCode: 'card_declined',
      declines: 1,
    },
  ]);
});

test('calls without an answer are told by provider and reason', () => {
  expect(ask('providerErrors')).toEqual([
    {
      provider: 'komoju',
      why: expect.stringMatching(/^no_answer/),
      calls: 2,
      newest: expect.any(String),
      slowestMs: expect.any(Number),
    },
  ]);
});

describe('a story', () => {
  const storyOf = (id: string): Row[] =>
    runQuery(textOf('story').replaceAll(placeholder, id), linesFor(queryOf('story'), local.log));

  test('of an operation has each request in its order', () => {
    const rows = storyOf(operation.recorded);

    expect(rows.map((row) => row['outcome'])).toEqual(['outcome_unknown', 'done']);
    expect(rows.map((row) => row['status'])).toEqual([409, 200]);
  });

  test('of a payment has what its webhook told', () => {
    expect(storyOf(payment).map((row) => row['operation'])).toContain('komoju.webhook');
  });

  test('needs an id', () => {
    expect(ask('story')).toEqual([]);
  });
});

test('the slowest requests come first, and each operation has its percentiles', () => {
  const times = ask('slowest').map((row) => Number(row['totalMs']));
  const latency = ask('latency').find((row) => row['operation'] === 'komoju.payment.create');

  expect(times.length).toBeGreaterThanOrEqual(5);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  expect(latency).toMatchObject({ requests: 5, slowestMs: latency?.['p99Ms'] });
});

test('what did not happen is not told', () => {
  expect(ask('findings')).toEqual([]);
  expect(ask('defects')).toEqual([]);
  expect(ask('notRecorded')).toEqual([]);
});

describe('over lines of what this run has not', () => {
  const time = '2026-11-28T03:00:00.000Z';
  const linesOf = (...lines: readonly object[]): string[] =>
    lines.map((line) => JSON.stringify({ time, ...line }));

  test('findings are counted by kind, with the newest of each', () => {
    const finding = { operation: 'gateway.recover', finding: 'for_a_person' };
    const lines = linesOf(
      { ...finding, operationId: 'op_1' },
      { ...finding, time: '2026-11-28T03:01:00.000Z', operationId: 'op_2' },
      { operation: 'gateway.recover', findings: 2 },
    );

    expect(ask('findings', lines)).toEqual([
      {
        finding: 'for_a_person',
        operation: 'gateway.recover',
        reports: 2,
        newestOperation: 'op_2',
      },
    ]);
  });

  test('an answer that was not recorded is told, and where it belongs', () => {
    const line = { operation: 'komoju.payment.create', operationId: 'op_1', notRecorded: 1 };

    expect(ask('notRecorded', linesOf(line, { ...line, notRecorded: undefined }))).toMatchObject([
      { operationId: 'op_1' },
    ]);
  });

  test('a defect has its stack, and so has a function that did not end by itself', () => {
    const stack = 'Error: no\n    at pay (index.cjs:1:2)';
    const lines = [
      ...linesOf({ operation: 'komoju.payment.create', requestId: 'r', error: stack }),
      '2026-11-28T03:00:00.000Z r Task timed out after 27.00 seconds',
    ];

    const rows = ask('defects', lines);
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual(expect.objectContaining({ error: stack, requestId: 'r' }));
  });

  const access = { time: '28/Nov/2026:03:00:00 +0000', ip: '203.0.113.7', caller: '-' };
  const accessLog = [
    { ...access, route: '/a', status: '401', errorType: 'UNAUTHORIZED' },
    { ...access, route: '/a', status: '403', errorType: 'ACCESS_DENIED', caller: 'shop' },
    { ...access, route: '/b', status: '401', errorType: 'UNAUTHORIZED' },
    { ...access, route: '/b', status: '504', errorType: 'INTEGRATION_TIMEOUT' },
    { ...access, route: '/b', status: '502', errorType: '-', caller: 'shop' },
  ].map((line) => JSON.stringify(line));

  test('API Gateway’s own answers are told by type, and a provider’s no is none', () => {
    const rows = ask('ownAnswers', accessLog);

    expect(rows.map((row) => row['errorType'])).not.toContain('-');
    expect(rows).toContainEqual({
      newest: expect.any(String),
      errorType: 'INTEGRATION_TIMEOUT',
      status: '504',
      route: '/b',
      answers: 1,
    });
  });

  test('refused callers are told by address', () => {
    expect(ask('refused', accessLog)).toEqual([
      expect.objectContaining({ ip: '203.0.113.7', status: '401', requests: 2 }),
      expect.objectContaining({ ip: '203.0.113.7', status: '403', caller: 'shop', requests: 1 }),
    ]);
  });
});

test('an outcome that recovery found out is unknown no longer', async () => {
  await local.sandbox('POST', 'webhooks/hold');
  await local.fault({ kind: 'drop_after_accept', match: 'POST /api/v1/payments' });
  const body = { amount: 1000, currency: 'JPY', payment_details: card };
  const lost = operationOf(await local.call('POST', payments, { body, idempotencyKey: newKey() }));
  const unknown = (): unknown[] => ask('open').map(({ operationId }) => operationId);
  expect(unknown()).toContain(lost);

  await local.advanceClock(minuteMs);
  await local.runs('gateway.recover');

  expect(unknown()).not.toContain(lost);
});
