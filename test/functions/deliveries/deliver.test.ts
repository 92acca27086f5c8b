import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { laneOf } from '../../../functions/deliveries/items.ts';
import type { OutgoingEvent } from '../../../functions/events/event.ts';
import { hourMs, minuteMs } from '../../../functions/platform/clock.ts';
import {
  changeOf,
  idsIn,
  sendingTo,
  startReceiver,
  type Receiver,
  type Sending,
} from '../../support/deliveries.ts';
import { startTable, type TestTable } from '../../support/table.ts';

/* An end point that fails, or wants no more: what it is spared, over a real table and to a real server. */

let table: TestTable;
let receiver: Receiver;
beforeAll(async () => {
  table = await startTable();
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.close();
  await table.close();
});

let sending: Sending;
beforeEach(() => {
  receiver.received.length = 0;
  receiver.answer = () => 200;
  sending = sendingTo(table, receiver);
});

const first = changeOf('pay_1', 1);

/** Keeps events without sending them. */
async function keepAll(
  { name, context }: Sending,
  events: readonly OutgoingEvent[],
): Promise<void> {
  const { deliveries, now } = context;
  for (const event of events) {
    await deliveries.keep(laneOf(name, event), event, now());
    await deliveries.wake(laneOf(name, event), now());
  }
}

describe('an end point that answers 410', () => {
  test('is sent nothing more until a person enables it, and keeps what came', async () => {
    receiver.answer = () => 410;
    await sending.event(first);
    receiver.answer = () => 200;
    await sending.event(changeOf('pay_2', 1));
    sending.clock.advance(hourMs);
    await sending.due();
    expect(idsIn(receiver)).toEqual([first.id]);
    expect(sending.reported).toEqual([`endpoint_gone ${first.id}`]);

    await sending.context.endpoints.enable(sending.name, sending.clock.now());
    await sending.due();

    expect(idsIn(receiver).slice(1).sort()).toEqual([first.id, changeOf('pay_2', 1).id].sort());
  });

  test('gets nothing of what is left in the same run', async () => {
    const many = Array.from({ length: 30 }, (_, place) => changeOf(`many_${place}`, 1));
    await keepAll(sending, many);
    receiver.answer = () => 410;

    await sending.due();

    expect(receiver.received).toHaveLength(1);
  });
});

describe('an end point that fails', () => {
  const failed = Array.from({ length: 5 }, (_, place) => changeOf(`failed_${place}`, 1));

  test('rests after five tries in a row: one try a minute, and all is sent once that is taken', async () => {
    receiver.answer = () => 500;
    for (const event of failed) await sending.event(event);
    expect(receiver.received).toHaveLength(5);

    await sending.event(first);
    sending.clock.advance(minuteMs);
    await sending.due();
    expect(receiver.received).toHaveLength(6);

    receiver.answer = () => 200;
    sending.clock.advance(5 * minuteMs);
    await sending.due();
    expect(new Set(idsIn(receiver).slice(6)).size).toBe(6);
    expect(await sending.context.endpoints.read(sending.name)).toMatchObject({ failures: 0 });
  });

  test('is sent what waits for hours within a minute once it answers, in order', async () => {
    receiver.answer = () => 500;
    const [waits, ...others] = failed;
    if (waits === undefined) throw new Error('There is none.');
    const next = changeOf('failed_0', 2);
    await keepAll(sending, [waits, next]);
    // Its first four tries; the fifth comes two hours later.
    for (const minutes of [0, 1, 5, 30]) {
      sending.clock.advance(minutes * minuteMs);
      await sending.due();
    }
    for (const event of others) await sending.event(event);
    receiver.received.length = 0;
    receiver.answer = () => 200;

    sending.clock.advance(minuteMs);
    await sending.due();
    expect(idsIn(receiver)).not.toContain(waits.id);
    sending.clock.advance(minuteMs);
    await sending.due();

    expect(idsIn(receiver).slice(-2)).toEqual([waits.id, next.id]);
    expect(sending.counts.delivered).toBe(6);
  });

  test('does not rest where one is taken in between', async () => {
    receiver.answer = () => 500;
    for (const event of failed.slice(0, 4)) await sending.event(event);
    receiver.answer = () => 200;
    await sending.event(first);

    expect(await sending.context.endpoints.read(sending.name)).toMatchObject({ failures: 0 });
  });

  test('is not taken for one that answers where nothing was to be sent', async () => {
    await sending.event(first);
    receiver.answer = () => 500;
    for (const event of failed.slice(0, 4)) await sending.event(event);

    await sending.event(first);

    expect(await sending.context.endpoints.read(sending.name)).toMatchObject({ failures: 4 });
  });

  test('gets its one try also where the first lane that is due has nothing for it', async () => {
    await sending.event(first);
    await sending.context.deliveries.wake(laneOf(sending.name, first), sending.clock.now());
    receiver.answer = () => 500;
    for (const event of failed) await sending.event(event);
    sending.clock.advance(minuteMs);

    await sending.due();

    expect(receiver.received).toHaveLength(7);
  });

  test('is left alone in a run after eight tries, and stops no other end point', async () => {
    const many = Array.from({ length: 40 }, (_, place) => changeOf(`run_${place}`, 1));
    await keepAll(sending, many);
    receiver.answer = () => 500;
    await sending.due();
    const tries = receiver.received.length;
    expect(tries).toBeGreaterThanOrEqual(8);
    expect(tries).toBeLessThan(20);

    const other = sendingTo(table, receiver);
    receiver.answer = () => 200;
    await keepAll(other, many.slice(0, 3));
    await other.due({ counts: sending.counts });
    expect(receiver.received.length - tries).toBe(3);
  });
});
