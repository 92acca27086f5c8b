import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { isLookedUp, rowOf } from '../../functions/operations.ts';
import { dayMs, hourMs, minuteMs } from '../../functions/platform/clock.ts';
import { listModes } from '../../lib/local/sandbox/lists.ts';
import { askProvider } from '../load/maker.ts';
import { makeAtCoiney } from './links.ts';
import { orderedOperations, orderOf, vanish } from './mutations.ts';
import { havePayment, newKey, payments } from './orders.ts';
import { operationOf, startSystem, type System } from './system.ts';
import { atEachVersion, older, setVersion, versions } from './versions.ts';

/* Callers that never come back: in the end every operation is known, or a person knows that it isn't. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterEach(async () => {
  await local.clearFaults();
  await local.sandbox('POST', 'list', { mode: 'true' });
});
afterAll(() => local.close());

/** The next run, and what it did in numbers. */
async function nextRun(afterMs = minuteMs): Promise<Record<string, number>> {
  await local.advanceClock(afterMs);
  return local.runs('gateway.recover');
}

const stateOf = async (id: string): Promise<string | undefined> =>
  (await local.item(id))?.['st']?.S;
const whyOf = async (id: string): Promise<string | undefined> =>
  (await local.item(id))?.['res']?.M?.['why']?.S;

const findable = orderedOperations
  .filter((id) => isLookedUp(rowOf(id).lookup ?? 'none'))
  .flatMap((id) =>
    (id.startsWith('komoju.payment.') ? versions : [older]).map(
      (version) => [id, version] as const,
    ),
  );

describe.each(findable)('%s, the key of version %s', (operation, version) => {
  beforeAll(() => setVersion(local, version));

  test('is succeeded on the next run where its caller vanished after the provider had accepted it', async () => {
    const { id, send, success } = await vanish(local, operation, 'drop_after_accept');

    await nextRun();
    // A state does not tell who caused it: a minute later everyone who might have is in the index.
    if (rowOf(operation).lookup === 'status') await nextRun();
    const reply = await send();

    expect(await stateOf(id)).toBe('SUCCEEDED');
    expect(await whyOf(id)).toBe('read');
    expect([reply.status, reply.headers.get('x-result-source')]).toEqual([success, 'read']);
  });

  test.each(listModes)(
    'is closed after the quarantine and not before where it never arrived, its list being %s',
    async (mode) => {
      const { id, send, applied } = await vanish(local, operation, 'drop_before_accept');
      await local.sandbox('POST', 'list', { mode });

      await nextRun();
      await nextRun(dayMs - 2 * minuteMs);
      const before = await stateOf(id);
      await nextRun(2 * minuteMs);
      const first = await stateOf(id);
      // A list that lies is not believed; nor is one that told the truth only once.
      await nextRun(11 * minuteMs);
      await local.sandbox('POST', 'list', { mode: 'true' });
      await nextRun(hourMs);
      await nextRun(11 * minuteMs);
      const answered = await send();

      expect([before, first]).toEqual(['PENDING', 'PENDING']);
      expect([await stateOf(id), await whyOf(id)]).toEqual(['FAILED', 'not_executed']);
      expect(answered.status).toBe(409);
      expect(answered.body).toContain('operation_closed');
      expect(await applied(answered)).toBe(0);
    },
  );
});

type Found = { readonly finding?: string; readonly operationId?: string };

const findingsSince = (count: number): Found[] =>
  local.log
    .slice(count)
    .filter((line) => line.includes('"gateway.recover"') && line.includes('"finding"'))
    .map((line) => JSON.parse(line) as Found);

/** What the next run finds of an operation. */
async function foundNext(id: string): Promise<(string | undefined)[]> {
  const before = local.log.length;
  await nextRun();
  const ofThis = findingsSince(before).filter(({ operationId }) => operationId === id);
  return ofThis.map(({ finding }) => finding);
}

const havePaid = () => havePayment(local, { capture: false });

/** A capture that was sent and never arrived. */
async function loseCapture(payment: string, body?: object): Promise<string> {
  await local.fault({
    match: `POST /api/v1/payments/${payment}/capture`,
    kind: 'drop_before_accept',
  });
  const path = `${payments}/${payment}/capture`;
  return operationOf(
    await local.call('POST', path, { idempotencyKey: newKey(), ...(body && { body }) }),
  );
}

const captureAt = (payment: string): Promise<unknown> =>
  askProvider(local.simulatorUrl, `POST ${payments}/${payment}/capture`, {});

atEachVersion(
  () => local,
  () => {
    test('believes no state that another operation on the payment may have caused', async () => {
      const { id } = await havePaid();
      const [one, other] = [await loseCapture(id), await loseCapture(id)];
      await captureAt(id);

      for (let run = 0; run < 3; run += 1) await nextRun();

      expect([await stateOf(one), await stateOf(other)]).toEqual(['PENDING', 'PENDING']);
    });

    test('believes a state once it is clear that no other operation has caused it', async () => {
      const { id } = await havePaid();
      const mine = await loseCapture(id);
      await captureAt(id);

      await nextRun();
      const observed = await stateOf(mine);
      await nextRun();

      expect([observed, await stateOf(mine)]).toEqual(['PENDING', 'SUCCEEDED']);
    });

    test('leaves a capture of another amount to a person', async () => {
      const { id } = await havePaid();
      const mine = await loseCapture(id, { amount: 400 });
      await captureAt(id);

      await nextRun();
      const found = await foundNext(mine);

      expect(found).toEqual(['contradiction']);
      expect(await stateOf(mine)).toBe('PENDING');
    });

    test('takes a capture from before it was asked for as no capture of its own', async () => {
      const { id } = await havePaid();
      await captureAt(id);
      await local.advanceClock(hourMs);
      const mine = await loseCapture(id);

      await nextRun(dayMs);
      await nextRun(11 * minuteMs);

      expect([await stateOf(mine), await whyOf(mine)]).toEqual(['FAILED', 'not_executed']);
    });
  },
);

describe('recovery', () => {
  beforeAll(() => setVersion(local, older));

  test('sends nothing but reads', async () => {
    await vanish(local, 'komoju.payment.create', 'drop_before_accept');
    await vanish(local, 'coiney.payment.create', 'drop_before_accept');
    await vanish(local, 'komoju.payment.refund', 'drop_before_accept');
    const before = (await local.requests()).length;

    await nextRun();

    const sent = (await local.requests()).slice(before).map(({ method }) => method);
    expect(sent.length).toBeGreaterThanOrEqual(3);
    expect(new Set(sent)).toEqual(new Set(['GET']));
  });

  test('does no harm where two run at once', async () => {
    const orders = await Promise.all(
      ['drop_after_accept', 'drop_before_accept'].map((kind) =>
        vanish(local, 'komoju.payment.create', kind),
      ),
    );
    await local.advanceClock(minuteMs);

    await Promise.all([local.runs('gateway.recover'), local.runs('gateway.recover')]);

    expect((await Promise.all(orders.map(({ id }) => stateOf(id)))).sort()).toEqual([
      'PENDING',
      'SUCCEEDED',
    ]);
  });

  test.each([
    ['komoju.payment.create', 'GET /api/v1/payments'],
    ['komoju.payment.capture', 'GET /api/v1/payments/*'],
  ] as const)(
    'does not take a provider that does not answer for one that has nothing: %s',
    async (operation, match) => {
      const { id } = await vanish(local, operation, 'drop_before_accept');
      await local.fault({ match, kind: 'status', status: 503, times: 99 });

      await nextRun(dayMs + hourMs);
      await nextRun(11 * minuteMs);
      await nextRun(hourMs);

      expect(await stateOf(id)).toBe('PENDING');
    },
  );

  test('says that a list could not be read', async () => {
    await vanish(local, 'komoju.payment.create', 'drop_before_accept');
    // It is answered once: after other reads that were not, one more would mean that the provider is down.
    await nextRun();
    await local.fault({ match: 'GET /api/v1/payments', kind: 'status', status: 503 });
    const before = local.log.length;
    await nextRun(2 * minuteMs);

    expect(findingsSince(before).map(({ finding }) => finding)).toContain('list_not_read');
  });

  test.each(['komoju.payment.create', 'komoju.payment.refund-request'] as const)(
    'closes what was never sent after the quarantine, without asking: %s',
    async (operation) => {
      const order = await orderOf(operation, local);
      await local.fault({ on: order.on, kind: 'refuse_connection' });
      const id = operationOf(await order.send());

      await nextRun(dayMs - minuteMs);
      const before = await stateOf(id);
      const requestsBefore = (await local.requests()).length;
      await nextRun(2 * minuteMs);

      expect([before, await stateOf(id), await whyOf(id)]).toEqual([
        'PENDING',
        'FAILED',
        'not_executed',
      ]);
      expect(await local.requests()).toHaveLength(requestsBefore);
    },
  );

  test('leaves what cannot be recognised to a person', async () => {
    const { id } = await vanish(local, 'komoju.payment.refund-request', 'drop_after_accept');

    const early = await foundNext(id);
    await nextRun(dayMs + hourMs);
    await local.advanceClock(hourMs);
    const late = await foundNext(id);

    expect([early, late]).toEqual([[], ['for_a_person']]);
    expect(await stateOf(id)).toBe('PENDING');
  });

  test('asks again only when the next read is due', async () => {
    await vanish(local, 'komoju.payment.create', 'drop_before_accept');
    await nextRun();
    const requestsBefore = (await local.requests()).length;

    expect((await nextRun(0))['due']).toBe(0);
    expect(await local.requests()).toHaveLength(requestsBefore);
  });

  test('leaves two links of one operation to a person', async () => {
    const { id } = await vanish(local, 'coiney.payment.create', 'drop_after_accept');
    await makeAtCoiney(local, { gateway_operation: id });

    expect(await foundNext(id)).toEqual(['contradiction']);
    expect(await stateOf(id)).toBe('PENDING');
  });

  test('puts aside what it cannot read, and says so', async () => {
    const { id } = await vanish(local, 'komoju.payment.create', 'drop_after_accept');
    await local.setAttribute(id, 'v', { N: '99' });

    const found = await foundNext(id);
    const again = await foundNext(id);
    await local.setAttribute(id, 'v', { N: '1' });

    expect([found, again]).toEqual([['unreadable'], []]);
  });

  test('puts aside what it knows no row of, and says so', async () => {
    const { id } = await vanish(local, 'komoju.payment.create', 'drop_after_accept');
    await local.setAttribute(id, 'op', { S: 'komoju.payment.gone' });

    expect(await foundNext(id)).toEqual(['unknown_operation']);
    expect(await stateOf(id)).toBe('PENDING');
  });

  test('asks no account but the one that an operation was sent to', async () => {
    const { id } = await vanish(local, 'komoju.payment.create', 'drop_after_accept');
    await local.setAttribute(id, 'acct', { S: 'another' });
    const requestsBefore = (await local.requests()).length;

    expect(await foundNext(id)).toEqual(['other_account']);
    expect(await local.requests()).toHaveLength(requestsBefore);
    expect(await stateOf(id)).toBe('PENDING');
  });
});
