import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { dayMs, hourMs, minuteMs } from '../../functions/platform/clock.ts';
import type { LocalReply } from '../support/local.ts';
import { operations } from './gateway-command.ts';
import { link, links, pathThere } from '../support/mutation-requests.ts';
import { havePayment, newKey, payments, shown, customers, card, type Shown } from './orders.ts';
import { operationOf, startSystem, type System } from './system.ts';
import { atEachVersion } from './versions.ts';

/*
 * A read that does not show what it was asked for is no no. Each story ended in a second execution, or in an untruth,
 * before the contracts said what must be there for an absence to count.
 */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterEach(() => local.clearFaults());
afterAll(() => local.close());

/** Every run that could conclude anything: soon, after the quarantine, and twice after a list's lag. */
async function readOften(): Promise<void> {
  for (const ms of [minuteMs, dayMs + hourMs, 11 * minuteMs, hourMs, 11 * minuteMs, hourMs]) {
    await local.advanceClock(ms);
    await local.runs('gateway.recover');
  }
}

const stateOf = async (id: string): Promise<unknown> => {
  const item = await local.item(id);
  return [item?.['st']?.S, item?.['res']?.M?.['why']?.S];
};
const open = ['PENDING', undefined];
const closed = ['FAILED', 'not_executed'];

/** Why the provider was not understood, as it was reported of an operation. */
const reportedOf = (id: string): string[] =>
  local.log
    .map((line) => JSON.parse(line) as { finding?: string; operationId?: string; why?: string })
    .filter(({ finding, operationId }) => finding === 'object_not_read' && operationId === id)
    .map(({ why = '' }) => why);

const paymentAt = async (id: string): Promise<Shown & Record<string, unknown>> =>
  shown(await local.call('GET', `${payments}/${id}`));

/** From now on a read of the path is answered with this. */
const answerReads = (path: string, body: unknown, status = 200) =>
  local.fault({ on: 'komoju', match: `GET ${path}`, kind: 'status', status, body, times: 1000 });

type Lost = { readonly id: string; readonly send: () => Promise<LocalReply> };

/** A request whose answer is lost after it was executed, or that never arrives. */
async function lose(
  kind: 'drop_after_accept' | 'drop_before_accept',
  [method, path, body]: readonly [method: string, path: string, body?: object],
  idempotencyKey = newKey(),
): Promise<Lost> {
  const on = path.startsWith('/coiney') ? 'coiney' : 'komoju';
  await local.fault({ on, match: `${method} ${pathThere(path)}`, kind });
  const send = () => local.call(method, path, { idempotencyKey, ...(body && { body }) });
  return { id: operationOf(await send()), send };
}

atEachVersion(
  () => local,
  () => {
    describe('a refund that was executed and whose answer was lost', () => {
      async function loseRefund(): Promise<Lost & { payment: string }> {
        const { id: payment } = await havePayment(local);
        const lost = await lose('drop_after_accept', [
          'POST',
          `${payments}/${payment}/refund`,
          { amount: 400 },
        ]);
        return { ...lost, payment };
      }

      test.each<[string, string, (payment: Record<string, unknown>) => object]>([
        ['no refunds', 'refunds', (payment) => ({ ...payment, refunds: undefined })],
        [
          'refunds without their time',
          'refunds.0.created_at',
          (payment) => ({
            ...payment,
            refunds: (payment['refunds'] as object[]).map((each) => ({
              ...each,
              created_at: undefined,
            })),
          }),
        ],
        ['a state that nobody knows', 'status', (payment) => ({ ...payment, status: 'reversed' })],
      ])('is never closed where the payment is read with %s', async (_, member, trim) => {
        const { id, send, payment } = await loseRefund();
        await answerReads(pathThere(`${payments}/${payment}`), trim(await paymentAt(payment)));

        await readOften();
        const misread = [await stateOf(id), (await send()).status];
        await local.clearFaults();
        await readOften();

        expect(misread).toEqual([open, 409]);
        expect(reportedOf(id)).toContain(member);
        expect(await stateOf(id)).toEqual(['SUCCEEDED', 'read']);
      });

      test('is never closed where its description was cut, and a person decides', async () => {
        const { id, payment } = await loseRefund();
        const seen = await paymentAt(payment);
        const refunds = seen.refunds.map((each) => ({ ...each, description: null }));
        await answerReads(pathThere(`${payments}/${payment}`), { ...seen, refunds });

        await readOften();
        const before = await stateOf(id);
        const resolved = await operations(
          local,
          ...[
            'resolve',
            id,
            '--object',
            refunds[0]?.id ?? '',
            '--reason',
            'seen at KOMOJU',
            '--yes',
          ],
        );

        expect(before).toEqual(open);
        expect(reportedOf(id)).toContain('carries_no_reference');
        expect(resolved).toMatchObject({ code: 0 });
        expect(await stateOf(id)).toEqual(['SUCCEEDED', 'read']);
      });
    });

    test('a refund that never arrived, beside one of the dashboard, is closed by a person who was told of that', async () => {
      const { id: payment } = await havePayment(local);
      const { id } = await lose('drop_before_accept', [
        'POST',
        `${payments}/${payment}/refund`,
        { amount: 400 },
      ]);
      const seen = await paymentAt(payment);
      const refund = {
        id: 'ref_dashboard',
        amount: 400,
        description: null,
        created_at: ((await havePayment(local)) as Shown & { created_at: string }).created_at,
        chargeback: false,
      };
      await answerReads(pathThere(`${payments}/${payment}`), { ...seen, refunds: [refund] });

      await readOften();
      const before = await stateOf(id);
      const denied = await operations(
        local,
        ...['resolve', id, '--not-executed', '--reason', 'made in the dashboard', '--yes'],
      );

      expect(before).toEqual(open);
      expect(denied.out).toContain('ref_dashboard');
      expect(await stateOf(id)).toEqual(closed);
    });

    test.each<[string, unknown]>([
      ['captured_at', 'Tue, 24 Nov 2026 21:00:00 GMT'],
      ['captured_at', 1_795_000_000],
      ['captured_at', null],
    ])('a capture that was executed is never closed where %s is %j', async (member, value) => {
      const { id: payment } = await havePayment(local, { capture: false });
      const { id } = await lose('drop_after_accept', ['POST', `${payments}/${payment}/capture`]);
      await answerReads(pathThere(`${payments}/${payment}`), {
        ...(await paymentAt(payment)),
        [member]: value,
      });

      await readOften();
      const misread = await stateOf(id);
      await local.clearFaults();
      await readOften();

      expect(misread).toEqual(open);
      expect(reportedOf(id)).toContain(member);
      expect(await stateOf(id)).toEqual(['SUCCEEDED', 'read']);
    });
  },
);

describe('a customer whose deletion never arrived', () => {
  test.each<[string, number, unknown]>([
    ['without a code', 404, 'Not Found'],
    ['with the code of a proxy', 404, { error: { code: 'route_not_found', message: 'x' } }],
    ['with a code that says something else', 404, { error: { code: 'forbidden', message: 'x' } }],
  ])('is not gone by a 404 %s', async (_, status, body) => {
    const made = shown(
      await local.call('POST', customers, {
        body: { payment_details: card },
        idempotencyKey: newKey(),
      }),
    );
    const { id } = await lose('drop_before_accept', ['DELETE', `${customers}/${made.id}`]);
    await answerReads(pathThere(`${customers}/${made.id}`), body, status);

    await readOften();

    expect(await stateOf(id)).toEqual(open);
    expect(reportedOf(id)).toContain('not_read');
  });
});

test('a payment that is in the list and cannot be read is not absent', async () => {
  const body = { amount: 1000, currency: 'JPY', payment_details: card };
  const { id } = await lose('drop_after_accept', ['POST', payments, body]);
  await local.fault({ match: 'GET /api/v1/payments/*', kind: 'status', status: 500, times: 1000 });

  await readOften();
  const unread = await stateOf(id);
  await local.clearFaults();
  await readOften();

  expect(unread).toEqual(open);
  expect(await stateOf(id)).toEqual(['SUCCEEDED', 'read']);
});

describe('a key that is used again after its 90 days', () => {
  const again = async (
    request: readonly [method: string, path: string, body?: object],
  ): Promise<{ first: LocalReply; lost: Lost }> => {
    const idempotencyKey = newKey();
    const [method, path, body] = request;
    const first = await local.call(method, path, { idempotencyKey, ...(body && { body }) });
    await local.advanceClock(91 * dayMs);
    await local.expire(operationOf(first));
    return { first, lost: await lose('drop_before_accept', request, idempotencyKey) };
  };

  test.each<[string, () => Promise<readonly [method: string, path: string, body?: object]>]>([
    [
      'payment',
      () =>
        Promise.resolve([
          'POST',
          payments,
          { amount: 1000, currency: 'JPY', payment_details: card },
        ]),
    ],
    ['customer', () => Promise.resolve(['POST', customers, { payment_details: card }])],
    [
      'refund',
      async () => ['POST', `${payments}/${(await havePayment(local)).id}/refund`, { amount: 400 }],
    ],
    [
      'capture',
      async () => [
        'POST',
        `${payments}/${(await havePayment(local, { capture: false })).id}/capture`,
      ],
    ],
    ['link', () => Promise.resolve(['POST', links, link])],
  ])('is not answered with the %s of then', async (_, request) => {
    const { first, lost } = await again(await request());

    await readOften();
    const told = await lost.send();

    expect(first.status).toBeLessThan(300);
    expect(operationOf(first)).toBe(lost.id);
    expect(await stateOf(lost.id)).toEqual(closed);
    expect(told.body).toContain('operation_closed');
  });

  test('makes a second refund, which is told and not the first', async () => {
    const { id: payment } = await havePayment(local);
    const { first, lost } = await again(['POST', `${payments}/${payment}/refund`, { amount: 400 }]);

    const told = await lost.send();

    expect(first.status).toBe(200);
    expect([told.status, shown(told).refunds.length]).toEqual([200, 2]);
    const second = shown(told).refunds[1]?.id;
    expect((await local.item(lost.id))?.['res']?.M?.['object']?.S).toBe(second);
  });

  test('makes a second link where the list was searched and has the first', async () => {
    const { first, lost } = await again(['POST', links, link]);
    await local.advanceClock(2 * hourMs);

    const told = await lost.send();

    expect(told.status).toBe(201);
    expect(shown(told).id).not.toBe(shown(first).id);
  });
});
