import { paginateQuery, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { queryOf } from '../../ledger/table/index-query.ts';
import type { Item } from '../../ledger/table/items.ts';
import { inboxAttributes, tableKey } from '../../ledger/table/schema.ts';
import type { EpochMs } from '../../platform/clock.ts';
import type { Delivery, Lane } from '../delivery.ts';
import { deliveryStore } from '../delivery-store.ts';
import { laneAbout, laneIn, laneSk, partitionsOf, toDelivery } from '../items.ts';
import { tableCalls } from '../table-calls.ts';

/** A delivery, and the lane in which it goes. */
export type FoundDelivery = { readonly lane: Lane; readonly delivery: Delivery };

/** What a lane waits for: the first that is pending in it, and when that is tried; undefined where nothing is. */
export type LaneProspect = { readonly first?: string | undefined; readonly dueAt?: EpochMs };

/** Deliveries as people look for them. What the table throws is thrown. */
export type DeliveryLog = {
  /** Those of an end point whose event is not older, newest first. */
  newest(endpoint: string, since: EpochMs): AsyncIterable<FoundDelivery>;
  /** Those of a payment, `'acme#pay_1'`, newest first. */
  ofPayment(endpoint: string, payment: string): AsyncIterable<FoundDelivery>;
  /** That of an event. */
  find(endpoint: string, eventId: string): Promise<FoundDelivery | undefined>;
  prospectOf(lane: Lane): Promise<LaneProspect>;
};

type Key = { readonly partition: string; readonly sort: string };

const keyIn = (item: Item): Key => ({
  partition: item[tableKey.partition]?.S ?? '',
  sort: item[tableKey.sort]?.S ?? '',
});

/** How many are read at a time. */
const pageSize = 50;

export function deliveryLog(client: DynamoDBClient, table: string): DeliveryLog {
  const { get } = tableCalls(client, table);
  const store = deliveryStore(client, table);

  async function* keysOf(endpoint: string, since: EpochMs): AsyncGenerator<Key[]> {
    const range = { condition: '#sort >= :since', values: { ':since': since } };
    const query = { ...queryOf('todo', partitionsOf(endpoint).log, range), TableName: table };
    const pages = paginateQuery({ client, pageSize }, { ...query, ScanIndexForward: false });
    for await (const { Items = [] } of pages) {
      // Two names may come to the same number.
      yield Items.map(keyIn).filter((key) => laneIn(key.partition).endpoint === endpoint);
    }
  }

  const read = async (key: Key): Promise<FoundDelivery | undefined> => {
    const item = await get(key);
    return item && { lane: laneIn(key.partition), delivery: toDelivery(item) };
  };

  return {
    newest: async function* (endpoint, since) {
      for await (const keys of keysOf(endpoint, since)) {
        const found = await Promise.all(keys.map(read));
        yield* found.filter((each) => each !== undefined);
      }
    },
    ofPayment: async function* (endpoint, payment) {
      const lane = laneAbout(endpoint, payment);
      const query = { ...newestIn(lane), TableName: table, ConsistentRead: true };
      for await (const { Items = [] } of paginateQuery({ client, pageSize }, query)) {
        yield* Items.map((item) => ({ lane, delivery: toDelivery(item) }));
      }
    },
    find: async (endpoint, eventId) => {
      for await (const keys of keysOf(endpoint, 0 as EpochMs)) {
        const key = keys.find(({ sort }) => sort.endsWith(`#${eventId}`));
        if (key !== undefined) return read(key);
      }
      return undefined;
    },
    prospectOf: async (lane) => {
      const first = (await store.firstPending(lane))?.id;
      const due = (await get({ ...lane, sort: laneSk }))?.[inboxAttributes.dueAt]?.N;
      return { first, ...(due !== undefined && { dueAt: Number(due) as EpochMs }) };
    },
  };
}

/** The deliveries of a lane: their sort keys begin with a year, the lane's own with a letter. */
const newestIn = ({ partition }: Lane) => ({
  KeyConditionExpression: '#pk = :pk AND #sk < :letters',
  ExpressionAttributeNames: { '#pk': tableKey.partition, '#sk': tableKey.sort },
  ExpressionAttributeValues: marshall({ ':pk': partition, ':letters': 'A' }),
  ScanIndexForward: false,
});
