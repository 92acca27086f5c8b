import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { rowOf, type OperationId } from '../../functions/operations.ts';
import { listModes } from '../../lib/local/simulators/lists.ts';
import { orderedOperations, orderOf, type OnceOrder } from './once-orders.ts';
import { operationOf, startSystem, type System } from './system.ts';

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

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The next run, and what it did in numbers. */
async function nextRun(afterMs = minuteMs): Promise<Record<string, number>> {
  await local.advanceClock(afterMs);
  return local.runs('gateway.reconcile');
}

/** An operation whose caller was told nothing and does not come back. */
async function vanish(operation: OperationId, kind: string): Promise<OnceOrder & { id: string }> {
  const order = await orderOf(operation, local);
  await local.fault({ on: order.on, match: order.match, kind });
  const lost = await order.send();
  expect(lost.status).toBe(409);
  return { ...order, id: operationOf(lost) };
}

const stateOf = async (id: string): Promise<string | undefined> =>
  (await local.item(id))?.['st']?.S;
const whyOf = async (id: string): Promise<string | undefined> =>
  (await local.item(id))?.['res']?.M?.['why']?.S;

const findable = orderedOperations.filter((id) => rowOf(id).find !== 'none');

describe.each(findable)('%s', (operation) => {
  test('is succeeded on the next run where its caller vanished after the provider had accepted it', async () => {
    const { id, send, success } = await vanish(operation, 'drop_after_accept');

    await nextRun();
    // A state does not tell who caused it: a minute later everyone who might have is in the index.
    if (rowOf(operation).find === 'status') await nextRun();
    const told = await send();

    expect(await stateOf(id)).toBe('SUCCEEDED');
    expect(await whyOf(id)).toBe('read');
    expect([told.status, told.headers.get('x-result-source')]).toEqual([success, 'read']);
  });

  test.each(listModes)(
    'is closed after the quarantine and not before where it never arrived, its list being %s',
    async (mode) => {
      const { id, send, applied } = await vanish(operation, 'drop_before_accept');
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
      const told = await send();

      expect([before, first]).toEqual(['PENDING', 'PENDING']);
      expect([await stateOf(id), await whyOf(id)]).toEqual(['FAILED', 'not_executed']);
      expect(told.status).toBe(409);
      expect(told.body).toContain('operation_closed');
      expect(await applied(told)).toBe(0);
    },
  );
});
