import { paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { outgoing } from '../../functions/events/event.ts';
import type { EventType } from '../../functions/events/event-types.ts';
import { hourMs, type EpochMs } from '../../functions/platform/clock.ts';
import { tableOf } from '../journeys/system.ts';
import type { LocalSystem } from '../support/local.ts';
import type { Receiver } from '../support/receiver.ts';
import { advance } from './advance.ts';

/** What became of the events that went out to a shop. */
export type DeliveriesVerdict = {
  /** Ends of operations and findings on record that the shop was not told. */
  readonly lost: number;
  /** What the shop was told that is not on record, or twice under two ids, after it dropped what it had seen. */
  readonly doubled: number;
  readonly taken: number;
  /** Deliveries that the shop did not take at first, or that were not signed. */
  readonly refused: number;
  /** Events whose function failed as often as it may. */
  readonly deadLetters: number;
};

type Stored = Readonly<Record<string, unknown>>;

async function everyItem(local: LocalSystem): Promise<readonly Stored[]> {
  const { client, TableName } = await tableOf(local);
  const items: Stored[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName }))
    items.push(...Items.map((item) => unmarshall(item)));
  client.destroy();
  return items;
}

const text = (item: Stored, name: string): string => {
  const value = item[name];
  return typeof value === 'string' ? value : '';
};

/** How often what is due may be sent before what is left counts as lost. */
const runsMost = 40;

/** Lets everything that is on its way come to the shop. */
export async function deliverToTheEnd(
  local: LocalSystem,
  at: (step: string, of?: string) => void,
): Promise<void> {
  for (let run = 0; run < runsMost; run += 1) {
    await local.sandbox('POST', 'events/wait', { seconds: 200 });
    const items = await everyItem(local);
    const pending = items.filter(
      (item) => text(item, 'pk').startsWith('DLV#') && text(item, 'st') === 'pending',
    );
    at('delivering', `${pending.length} to go`);
    if (pending.length === 0) return;
    await advance(local, hourMs);
    await local.sandbox('POST', 'schedules/gateway.deliver').catch(() => undefined);
  }
}

/** The id of the event that a type, a subject and a revision have. */
const idOf = (type: EventType, subject: string, revision: number): string =>
  outgoing({ type, subject, revision, at: 0 as EpochMs }).id;

const endTypes: Readonly<Record<string, EventType>> = {
  SUCCEEDED: 'operation.succeeded',
  FAILED: 'operation.failed',
};

/** The events that the shop must have been told, by what is on record. */
const expectedOf = (items: readonly Stored[]): readonly string[] =>
  items.flatMap((item) => {
    const [partition, state] = [text(item, 'pk'), text(item, 'st')];
    const type = endTypes[state];
    if (partition.startsWith('op_') && type !== undefined) return [idOf(type, partition, 2)];
    return partition.startsWith('FINDING#') ? [text(item['out'] as Stored, 'id')] : [];
  });

/** Compares what the shop was told with what is on record. */
export async function judgeDeliveries(
  local: LocalSystem,
  shop: Receiver,
): Promise<DeliveriesVerdict> {
  const items = await everyItem(local);
  const { taken } = shop;
  const ids = new Set(taken.map(({ id }) => id));
  const expected = new Set(expectedOf(items));
  const isOfRecord = ({ id, type }: { id: string; type: string }): boolean =>
    expected.has(id) || type === 'payment.changed' || type === 'operation.unknown';
  const steps = new Set(
    taken.map(({ type, data }) => JSON.stringify([type, data['subject'], data['revision']])),
  );
  return {
    lost: [...expected].filter((id) => !ids.has(id)).length,
    doubled: taken.filter((each) => !isOfRecord(each)).length + (taken.length - steps.size),
    taken: taken.length,
    refused: shop.asked() - shop.told.length,
    deadLetters: ((await local.sandbox('GET', 'events/dead-letters')) as unknown[]).length,
  };
}
