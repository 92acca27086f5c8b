import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { laneOf } from '../../../../functions/deliveries/items.ts';
import {
  deliveryLog,
  type DeliveryLog,
  type FoundDelivery,
} from '../../../../functions/deliveries/log/delivery-log.ts';
import { minuteMs, startOfTime } from '../../../../functions/platform/clock.ts';
import {
  changeOf,
  momentAfter,
  sendingTo,
  startReceiver,
  type Receiver,
  type Sending,
} from '../../../support/deliveries.ts';
import { startTable, type TestTable } from '../../../support/table.ts';

/* What people find of deliveries, over a real table. */

let table: TestTable;
let receiver: Receiver;
let log: DeliveryLog;
beforeAll(async () => {
  table = await startTable();
  receiver = await startReceiver();
  log = deliveryLog(table.client, table.name);
});
afterAll(async () => {
  await receiver.close();
  await table.close();
});

let sending: Sending;
beforeEach(() => {
  receiver.answer = () => 200;
  sending = sendingTo(table, receiver);
});

const idsOf = async (found: AsyncIterable<FoundDelivery>): Promise<string[]> => {
  const ids: string[] = [];
  for await (const { delivery } of found) ids.push(delivery.id);
  return ids;
};

test('all of an end point come newest first, from a moment on, and none of another’s', async () => {
  const events = [1, 2, 3].map((place) => changeOf(`pay_${place}`, place));
  for (const event of events) await sending.event(event);
  await sendingTo(table, receiver).event(changeOf('pay_1', 9));
  const newestFirst = events.map(({ id }) => id).reverse();

  expect(await idsOf(log.newest(sending.name, startOfTime))).toEqual(newestFirst);
  expect(await idsOf(log.newest(sending.name, momentAfter(2000)))).toEqual(newestFirst.slice(0, 2));
  expect(await idsOf(log.newest(sending.name, momentAfter(3001)))).toEqual([]);
});

test('more than fit on a page are all there, in order', async () => {
  const count = 120;
  for (let place = 1; place <= count; place += 1) {
    const event = changeOf(`page_${place}`, place);
    await sending.context.deliveries.keep(laneOf(sending.name, event), event, sending.clock.now());
  }

  const ids = await idsOf(log.newest(sending.name, startOfTime));

  expect(ids).toHaveLength(count);
  expect(ids[0]).toBe(changeOf(`page_${count}`, count).id);
  expect(await log.find(sending.name, changeOf('page_1', 1).id)).toMatchObject({
    delivery: { state: 'pending' },
  });
});

test('those of a payment are found without the index, the newest first', async () => {
  await sending.event(changeOf('pay_1', 1));
  await sending.event(changeOf('pay_1', 2));
  await sending.event(changeOf('pay_2', 3));

  expect(await idsOf(log.ofPayment(sending.name, 'komoju#pay_1'))).toEqual([
    changeOf('pay_1', 2).id,
    changeOf('pay_1', 1).id,
  ]);
});

test('an event is found by its whole id only', async () => {
  const { id } = changeOf('pay_1', 1);
  await sending.event(changeOf('pay_1', 1));

  expect((await log.find(sending.name, id))?.delivery).toMatchObject({ id, state: 'delivered' });
  expect(await log.find(sending.name, id.slice(4))).toBeUndefined();
});

test('a lane says which of it is tried when', async () => {
  const [first, second] = [changeOf('pay_1', 1), changeOf('pay_1', 2)];
  const lane = laneOf(sending.name, first);
  expect(await log.prospectOf(lane)).toEqual({ first: undefined });

  receiver.answer = () => 500;
  await sending.event(first);
  await sending.event(second);

  expect(await log.prospectOf(lane)).toEqual({ first: first.id, dueAt: momentAfter(minuteMs) });
});
