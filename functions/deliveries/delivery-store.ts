import { paginateQuery, QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { OutgoingEvent } from '../events/event.ts';
import { queryOf } from '../ledger/table/index-query.ts';
import type { Item } from '../ledger/table/items.ts';
import { attributes, tableKey } from '../ledger/table/schema.ts';
import { setAttributes } from '../ledger/table/set-attributes.ts';
import type { EpochMs } from '../platform/clock.ts';
import type { Delivery, DeliveryState, Lane, Try } from './delivery.ts';
import { deliverySk, laneIn, laneSk, newDelivery, partitionsOf, toDelivery } from './items.ts';
import {
  endLane,
  holdLane,
  hurryLane,
  noteTry,
  putOffLane,
  wakeLane,
  type HeldLane,
} from './lane-writes.ts';
import { tableCalls } from './table-calls.ts';

type Lease = { readonly token: string; readonly at: EpochMs; readonly until: EpochMs };

/** Storage of deliveries: conditional writes of single items. What the table throws is thrown. */
export type DeliveryStore = {
  /** Keeps an event that is to be delivered; does nothing where it is kept already. */
  keep(lane: Lane, event: OutgoingEvent, at: EpochMs): Promise<void>;
  /** Something is to be delivered: the lane is due now, unless it waits for its next try. */
  wake(lane: Lane, at: EpochMs): Promise<void>;
  /** Holds a lane that is due; undefined where it is not, or another holds it. */
  hold(lane: Lane, lease: Lease): Promise<HeldLane | undefined>;
  /** Gives a held lane back, due at a moment. */
  putOff(lane: Lane, held: HeldLane, dueAt: EpochMs): Promise<void>;
  /** Gives back a held lane in which nothing is pending. False where an event came meanwhile. */
  end(lane: Lane, held: HeldLane): Promise<boolean>;
  /** The first delivery of a lane that is pending. */
  firstPending(lane: Lane): Promise<Delivery | undefined>;
  /** Adds a try to a delivery, and what became of it. */
  noteTry(
    lane: Lane,
    delivery: Delivery,
    next: { tried: Try; state: DeliveryState },
  ): Promise<void>;
  /** Lanes of an end point that are due, the longest due first. */
  due(endpoint: string, at: EpochMs, most: number): Promise<readonly string[]>;
  /** Lanes of an end point that wait for a later try, or are held. */
  waiting(endpoint: string, at: EpochMs): Promise<readonly string[]>;
  /** A lane is due at once, whatever it waits for; does nothing where it is held. */
  hurry(lane: Lane, at: EpochMs): Promise<void>;
};

/** The pending deliveries of a lane in order: their sort keys begin with a year, the lane's own with a letter. */
const pendingIn = ({ partition }: Lane) => ({
  KeyConditionExpression: '#pk = :pk AND #sk < :letters',
  FilterExpression: '#st = :pending',
  ExpressionAttributeNames: {
    '#pk': tableKey.partition,
    '#sk': tableKey.sort,
    '#st': attributes.state,
  },
  ExpressionAttributeValues: marshall({
    ':pk': partition,
    ':letters': 'A',
    ':pending': 'pending' satisfies DeliveryState,
  }),
});

/** The lanes of an end point in which something is pending, by when they are due. */
const lanesWhere = (endpoint: string, condition: string, at: EpochMs) =>
  queryOf('todo', partitionsOf(endpoint).due, { condition, values: { ':at': at } });

/** Two names may come to the same number. What is another's must not go to this one. */
const lanesOf = (endpoint: string, items: readonly Item[]): readonly string[] =>
  items
    .map((item) => item[tableKey.partition]?.S ?? '')
    .filter((partition) => laneIn(partition).endpoint === endpoint);

const laneKey = ({ partition }: Lane) => ({ partition, sort: laneSk });

export function deliveryStore(client: DynamoDBClient, table: string): DeliveryStore {
  const { update } = tableCalls(client, table);
  return {
    keep: async (lane, event, at) => {
      const set = newDelivery(lane.endpoint, event, at);
      const change = setAttributes(set, { onlyIf: { [tableKey.partition]: undefined } });
      await update({ ...lane, sort: deliverySk(event) }, change);
    },
    wake: async (lane, at) => {
      await update(laneKey(lane), wakeLane(lane, at));
    },
    hold: async (lane, lease) => {
      const held = await update(laneKey(lane), holdLane(lease));
      return held && { token: lease.token, woken: Number(held['woken']?.N ?? 0) };
    },
    putOff: async (lane, held, dueAt) => {
      await update(laneKey(lane), putOffLane(held, dueAt));
    },
    end: async (lane, held) => (await update(laneKey(lane), endLane(held))) !== undefined,
    firstPending: async (lane) => {
      const query = { ...pendingIn(lane), TableName: table, ConsistentRead: true };
      for await (const { Items: [first] = [] } of paginateQuery({ client }, query)) {
        if (first !== undefined) return toDelivery(first);
      }
      return undefined;
    },
    noteTry: async (lane, delivery, next) => {
      await update({ ...lane, sort: deliverySk(delivery) }, noteTry(delivery, next));
    },
    due: async (endpoint, at, most) => {
      const query = { ...lanesWhere(endpoint, '#sort <= :at', at), TableName: table };
      const { Items = [] } = await client.send(new QueryCommand({ ...query, Limit: most }));
      return lanesOf(endpoint, Items);
    },
    waiting: async (endpoint, at) => {
      const query = { ...lanesWhere(endpoint, '#sort > :at', at), TableName: table };
      const lanes: string[] = [];
      for await (const { Items = [] } of paginateQuery({ client }, query)) {
        lanes.push(...lanesOf(endpoint, Items));
      }
      return lanes;
    },
    hurry: async (lane, at) => {
      await update(laneKey(lane), hurryLane(lane, at));
    },
  };
}
