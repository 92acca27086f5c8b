import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { OutgoingEvent } from '../../../../functions/events/event.ts';
import { laneOf } from '../../../../functions/deliveries/items.ts';
import {
  deliveryLog,
  type FoundDelivery,
} from '../../../../functions/deliveries/log/delivery-log.ts';
import { replay, type Replayed } from '../../../../functions/deliveries/log/replay.ts';
import { tableCalls } from '../../../../functions/deliveries/table-calls.ts';
import { hourMs, minuteMs } from '../../../../functions/platform/clock.ts';
import {
  changeOf,
  idsIn,
  momentAfter,
  sendingTo,
  startReceiver,
  type Receiver,
  type Sending,
} from '../../../support/deliveries.ts';
import { startTable, type TestTable } from '../../../support/table.ts';

/* A person has sent once more what was sent or given up. */

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

const [first, second] = [changeOf('pay_1', 1), changeOf('pay_1', 2)];

async function found({ id }: OutgoingEvent): Promise<FoundDelivery> {
  const delivery = await deliveryLog(table.client, table.name).find(sending.name, id);
  if (delivery === undefined) throw new Error(`There is no ${id}.`);
  return delivery;
}

const replayed = async (event: OutgoingEvent): Promise<Replayed> =>
  replay(tableCalls(table.client, table.name), await found(event), sending.clock.now());

/** When the table may delete it; undefined where it stays. */
async function expiryOf(event: OutgoingEvent): Promise<string | undefined> {
  const { partition } = laneOf(sending.name, event);
  const Key = { pk: { S: partition }, sk: { S: `${event.at}#${event.id}` } };
  const read = new GetItemCommand({ TableName: table.name, Key, ConsistentRead: true });
  return (await table.client.send(read)).Item?.['ttl']?.N;
}

test('what was delivered is sent once more at once, the same bytes, and does not expire before', async () => {
  await sending.event(first);
  expect(await expiryOf(first)).toBe(String(Math.floor(momentAfter(720 * hourMs) / 1000)));
  sending.clock.advance(hourMs);

  expect(await replayed(first)).toBe('due');
  expect(await expiryOf(first)).toBeUndefined();
  await sending.due();

  const [sent, again] = receiver.received;
  expect(idsIn(receiver)).toEqual([first.id, first.id]);
  expect(again?.body).toBe(sent?.body);
  const { delivery } = await found(first);
  expect(delivery).toMatchObject({ state: 'delivered', tried: 1, since: momentAfter(hourMs) });
  expect(delivery.tries).toHaveLength(2);
  expect(await expiryOf(first)).toBeDefined();
});

describe('what waits for its next try', () => {
  beforeEach(async () => {
    receiver.answer = () => 500;
    await sending.event(first);
    for (let tries = 0; tries < 4; tries += 1) {
      sending.clock.advance(3 * hourMs);
      await sending.due();
    }
    receiver.received.length = 0;
  });

  test('is tried now, and then as often as anything new', async () => {
    expect(await expiryOf(first)).toBeUndefined();
    expect(await replayed(first)).toBe('due');
    await sending.due();
    expect(receiver.received).toHaveLength(1);

    sending.clock.advance(minuteMs);
    await sending.due();
    expect(receiver.received).toHaveLength(2);
    expect((await found(first)).delivery).toMatchObject({ state: 'pending', tried: 2 });
  });

  test('is not written over where it was tried since it was read', async () => {
    const before = await found(first);
    sending.clock.advance(5 * hourMs);
    await sending.due();

    const calls = tableCalls(table.client, table.name);
    expect(await replay(calls, before, sending.clock.now())).toBe('changed');
    expect((await found(first)).delivery.tried).toBeGreaterThan(before.delivery.tried);
  });
});

test('a replay of what another person has replayed changes nothing', async () => {
  await sending.event(first);
  const before = await found(first);
  sending.clock.advance(minuteMs);
  await replayed(first);
  await sending.due();

  const calls = tableCalls(table.client, table.name);
  expect(await replay(calls, before, sending.clock.now())).toBe('changed');
});

test('while a run sends of the lane it is not due for another, and that run sends it', async () => {
  await sending.event(first);
  receiver.received.length = 0;
  let result: Replayed | undefined;
  receiver.answer = async ({ headers }) => {
    if (headers['webhook-id'] === second.id) {
      result = await replayed(first);
      await sending.due();
    }
    return 200;
  };

  await sending.event(second);

  expect(result).toBe('held');
  expect(idsIn(receiver)).toEqual([second.id, first.id]);
});

test('what is replayed between the last look and the end of a run is not left behind', async () => {
  const { deliveries } = sending.context;
  let result: Replayed | undefined;
  const watched = {
    ...deliveries,
    end: async (...given: Parameters<typeof deliveries.end>) => {
      result ??= await replayed(first);
      return deliveries.end(...given);
    },
  };

  await sending.event(first, { deliveries: watched });

  expect(result).toBe('held');
  expect(idsIn(receiver)).toEqual([first.id, first.id]);
});

test('a lane whose run has died is due at once when its lease is over', async () => {
  const deliveries = {
    ...sending.context.deliveries,
    noteTry: () => Promise.reject(new Error('died')),
  };
  await expect(sending.event(first, { deliveries })).rejects.toThrow('died');
  sending.clock.advance(minuteMs);

  expect(await replayed(first)).toBe('due');
});
