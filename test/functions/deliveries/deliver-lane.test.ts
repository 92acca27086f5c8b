import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { laneOf } from '../../../functions/deliveries/items.ts';
import { hourMs, minuteMs, secondMs } from '../../../functions/platform/clock.ts';
import {
  changeOf,
  idsIn,
  sendingTo,
  startReceiver,
  type Receiver,
  type Sending,
} from '../../support/deliveries.ts';
import { startTable, type TestTable } from '../../support/table.ts';

/* The events of a payment to an end point, over a real table and to a real server. */

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

const [first, second, third] = [1, 2, 3].map((place) => changeOf('pay_1', place)) as [
  ReturnType<typeof changeOf>,
  ReturnType<typeof changeOf>,
  ReturnType<typeof changeOf>,
];
const laneOfPayment = () => laneOf(sending.name, first);

/** Fails what is one of these. */
const failing =
  (ids: readonly string[], status = 500) =>
  ({ headers }: Receiver['received'][number]): number =>
    ids.includes(String(headers['webhook-id'])) ? status : 200;

test('what comes is kept where it cannot be signed, and goes out when it can', async () => {
  const secrets = () => Promise.reject(new Error('no secret'));
  await expect(sending.event(first, { secrets })).rejects.toThrow('no secret');
  expect(receiver.received).toEqual([]);

  sending.clock.advance(minuteMs);
  await sending.due();

  expect(idsIn(receiver)).toEqual([first.id]);
});

test('what comes is sent at once, once, however often it comes', async () => {
  await sending.event(first);
  await sending.event(first);
  await sending.due();

  expect(idsIn(receiver)).toEqual([first.id]);
  expect(sending.counts).toEqual({ delivered: 1, failed: 0, givenUp: 0 });
});

test('what is not taken holds up those behind it, and no other payment', async () => {
  receiver.answer = failing([first.id]);
  const other = changeOf('pay_2', 1);

  await sending.event(first);
  await sending.event(second);
  await sending.event(other);

  expect(idsIn(receiver)).toEqual([first.id, other.id]);
  receiver.answer = () => 200;
  sending.clock.advance(minuteMs - 1);
  await sending.due();
  expect(idsIn(receiver)).toHaveLength(2);
  sending.clock.advance(1);
  await sending.due();
  expect(idsIn(receiver).slice(2)).toEqual([first.id, second.id]);
});

test('events are sent in the order in which they were written, not in that in which they came', async () => {
  receiver.answer = failing([second.id]);
  await sending.event(second);
  await sending.event(third);
  await sending.event(first);
  receiver.answer = () => 200;
  sending.clock.advance(minuteMs);

  await sending.due();

  expect(idsIn(receiver)).toEqual([second.id, first.id, second.id, third.id]);
});

test('of two runs only one sends', async () => {
  const { context } = sending;
  let others: Promise<void> | undefined;
  receiver.answer = async () => {
    others ??= sending.due();
    await others;
    return 200;
  };

  await sending.event(first);

  expect(idsIn(receiver)).toEqual([first.id]);
  const held = await context.deliveries.hold(laneOfPayment(), {
    token: 'late',
    at: context.now(),
    until: context.now(),
  });
  expect(held).toBeUndefined();
});

test('whoever dies after sending leaves a lane that is due when its lease ends; what was sent comes again', async () => {
  const deliveries = {
    ...sending.context.deliveries,
    noteTry: () => Promise.reject(new Error('died')),
  };
  await expect(sending.event(first, { deliveries })).rejects.toThrow('died');

  sending.clock.advance(30 * secondMs - 1);
  await sending.due();
  expect(receiver.received).toHaveLength(1);
  sending.clock.advance(1);
  await sending.due();

  const [sent, again] = receiver.received;
  expect(idsIn(receiver)).toEqual([first.id, first.id]);
  expect(again?.body).toBe(sent?.body);
});

test('a run that was overtaken does not give back the lane of the other', async () => {
  const { deliveries } = sending.context;
  await deliveries.keep(laneOfPayment(), first, sending.clock.now());
  await deliveries.wake(laneOfPayment(), sending.clock.now());
  const hold = (token: string) => {
    const at = sending.clock.now();
    return deliveries.hold(laneOfPayment(), { token, at, until: (at + 30_000) as typeof at });
  };
  const late = await hold('late');
  sending.clock.advance(30 * secondMs);
  const other = await hold('other');
  if (late === undefined || other === undefined) throw new Error('Nobody holds it.');

  await deliveries.putOff(laneOfPayment(), late, sending.clock.now());

  expect(await deliveries.end(laneOfPayment(), late)).toBe(false);
  expect(await hold('third')).toBeUndefined();
});

test('an event that comes while another is sent is sent after it, by the same run', async () => {
  receiver.answer = async ({ headers }) => {
    if (headers['webhook-id'] === first.id) await sending.event(second);
    return 200;
  };

  await sending.event(first);

  expect(idsIn(receiver)).toEqual([first.id, second.id]);
});

test('an event that comes between the last look and the end of a run is not left behind', async () => {
  const { deliveries } = sending.context;
  let came = false;
  const watched = {
    ...deliveries,
    end: async (...given: Parameters<typeof deliveries.end>) => {
      if (!came) {
        came = true;
        await deliveries.keep(laneOfPayment(), second, sending.clock.now());
        await deliveries.wake(laneOfPayment(), sending.clock.now());
      }
      return deliveries.end(...given);
    },
  };

  await sending.event(first, { deliveries: watched });

  expect(idsIn(receiver)).toEqual([first.id, second.id]);
});

test('what was tried for three days is given up, and the next is sent; only what has ended expires', async () => {
  receiver.answer = failing([first.id]);
  await sending.event(first);
  await sending.event(second);
  const pending = await sending.context.deliveries.firstPending(laneOfPayment());
  expect(pending).toMatchObject({ id: first.id, state: 'pending', tried: 1 });

  for (let hours = 0; hours < 100; hours += 1) {
    sending.clock.advance(hourMs);
    await sending.due();
  }

  expect(idsIn(receiver).filter((id) => id === first.id)).toHaveLength(10);
  expect(idsIn(receiver).at(-1)).toBe(second.id);
  expect(sending.counts).toEqual({ delivered: 1, failed: 10, givenUp: 1 });
  expect(sending.reported).toEqual([`delivery_given_up ${first.id}`]);
});

test('no try begins after the time of a run is over, and the lane stays due', async () => {
  await sending.event(first, { until: AbortSignal.abort() });
  expect(receiver.received).toEqual([]);

  await sending.due();

  expect(idsIn(receiver)).toEqual([first.id]);
});

test('two end points whose names come to the same number get nothing of each other', async () => {
  const one = sendingTo(table, receiver, 'pac-1');
  const other = sendingTo(table, receiver, 'paak1');
  await one.event(first, { until: AbortSignal.abort() });

  await other.due();

  expect(receiver.received).toEqual([]);
});
