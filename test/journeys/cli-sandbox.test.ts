import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { hourMs } from '../../functions/platform/clock.ts';
import { sandboxAt } from '../../lib/cli/sandbox/ask.ts';
import { happenings } from '../../lib/cli/sandbox/happening.ts';
import { triggered } from '../../lib/cli/sandbox/trigger.ts';
import { checkout, sessions } from '../support/mutation-requests.ts';
import { gateway, spawnGateway, type Ended } from './gateway-command.ts';
import { haveLink } from './links.ts';
import { newKey, payments, shown } from './orders.ts';
import { startSystem, type System } from './system.ts';

/* Customers, banks, faults and the clock by words. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterAll(() => local.close());
beforeEach(() => local.clearFaults());

const sandbox = (...words: readonly string[]): Promise<Ended> =>
  gateway('sandbox', ...words, '--sandbox', local.simulatorUrl);

const result = async (...words: readonly string[]): Promise<Record<string, unknown>> =>
  JSON.parse((await sandbox(...words, '--json')).out) as Record<string, unknown>;

async function konbini(): Promise<string> {
  const payment_details = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };
  const body = { amount: 1000, currency: 'JPY', payment_details };
  const made = await local.call('POST', payments, { body, idempotencyKey: newKey() });
  return shown(made).id;
}

test('a customer pays, whose ever the payment is', async () => {
  const payment = await konbini();
  const { id: link } = await haveLink(local);

  expect(await spawnGateway(['sandbox', 'pay', payment, '--sandbox', local.simulatorUrl])).toEqual({
    code: 0,
    out: `${payment} is captured now.\n`,
    error: '',
  });
  expect((await sandbox('pay', link)).out).toBe(`${link} is paid now.`);
});

test('a session is paid by a card, or ends', async () => {
  const make = async () => {
    const made = await local.call('POST', sessions, { body: checkout, idempotencyKey: newKey() });
    return String(made.json['id']);
  };

  expect((await sandbox('pay', await make())).out).toMatch(/ is completed now\.$/);
  expect((await sandbox('expire', await make())).code).toBe(0);
});

test('a part is refunded', async () => {
  const payment = await konbini();
  await sandbox('pay', payment);

  expect(await result('refund', payment, '--amount', '400')).toEqual({
    id: payment,
    status: 'captured',
  });
  const read = await local.call('GET', `${payments}/${payment}`);
  expect(read.json['amount_refunded']).toBe(400);
});

test('what cannot happen is told with the reason', async () => {
  const payment = await konbini();

  expect(await sandbox('refund', payment)).toMatchObject({
    code: 1,
    error: expect.stringContaining('it must be captured'),
  });
  expect(await sandbox('pay', 'nobody')).toMatchObject({
    code: 1,
    error: 'No simulator has a payment nobody.',
  });
  expect(await sandbox('pay', '../faults')).toMatchObject({ code: 1 });
  expect(await sandbox('refund', payment, '--amount', 'all')).toMatchObject({ code: 2 });
});

test('the words are those of the controls', async () => {
  const { controls } = (await sandboxAt(local.simulatorUrl).call('GET', '')).body as {
    controls: string[];
  };
  const words = controls.flatMap((control) => /\/\{id\}\/(\w+)$/.exec(control)?.[1] ?? []);

  expect([...new Set(words)].sort()).toEqual(Object.keys(happenings).sort());
});

test.each(triggered)('%s comes about', async (event) => {
  const { payment } = await result('trigger', event);

  const deliveries = (await local.sandbox('GET', 'webhooks')) as Record<string, unknown>[];
  expect(deliveries).toContainEqual(expect.objectContaining({ type: event, payment }));
});

test('a fault happens once, and is listed until then', async () => {
  const words = ['--match', 'POST /api/v1/payments', '--status', '503', '--times', '1'];
  expect((await sandbox('fault', 'status', ...words)).code).toBe(0);
  expect((await sandbox('faults')).out).toMatch(/^status +komoju +POST \/api\/v1\/payments +1$/m);

  const body = { amount: 1000, currency: 'JPY' };
  const answer = await local.call('POST', payments, { body, idempotencyKey: newKey() });
  expect(answer.status).toBe(409);
  expect((await sandbox('faults')).out).toBe('No fault waits. Happened: 1.');
});

test('a fault that can never happen is refused, and those that wait are forgotten', async () => {
  expect(await sandbox('fault', 'slow')).toMatchObject({
    code: 1,
    error: expect.stringContaining('delayMs'),
  });
  expect(await sandbox('fault', 'slow', '--delay', 'soon')).toMatchObject({ code: 2 });
  expect(await result('fault', 'slow', '--delay', '20s', '--on', 'table')).toMatchObject({
    on: 'table',
    delayMs: 20_000,
  });
  expect((await sandbox('faults', '--clear')).out).toBe('No fault waits. Happened: 0.');
});

test('time goes on by what is said', async () => {
  const before = local.aheadMs();
  await sandbox('clock');
  expect(local.aheadMs()).toBe(before);

  expect((await sandbox('clock', '+1h30m')).code).toBe(0);
  expect(local.aheadMs() - before).toBe(1.5 * hourMs);
  expect(await sandbox('clock', '2 hours')).toMatchObject({ code: 2 });
});

test('a schedule runs at once', async () => {
  expect((await sandbox('run', 'gateway.recover')).out).toMatch(/^gateway.recover ran: /);
  expect(await sandbox('run', 'gateway.rest')).toMatchObject({
    code: 1,
    error: expect.stringMatching(
      /^No schedule starts gateway.rest. Schedules start .*gateway.recover/,
    ),
  });
});

test('where nothing runs, it says what to start', async () => {
  const away = await gateway('sandbox', 'clock', '--sandbox', 'http://127.0.0.1:1');

  expect(away).toMatchObject({ code: 1, error: expect.stringContaining('npm start') });
});
