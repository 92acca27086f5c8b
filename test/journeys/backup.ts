import {
  DeleteItemCommand,
  paginateScan,
  PutItemCommand,
  type AttributeValue,
  type DescribeTableCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { EpochMs } from '../../functions/platform/clock.ts';
import { localTarget } from '../../lib/cli/targets.ts';
import type { Ledger } from '../../lib/cli/open-operations.ts';
import { declareInUse, declareRestored } from '../../lib/cli/restore/declare.ts';
import type { System } from './system.ts';

type Item = Record<string, AttributeValue>;

async function itemsOf({ client, table }: Ledger): Promise<Item[]> {
  const items: Item[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: table })) {
    items.push(...Items);
  }
  return items;
}

/** A backup of the local table, and what a person does with it. */
export type Backup = {
  /** Lets the table be as it was when the backup was made. */
  readonly putBack: () => Promise<void>;
  /**
   * What `restore declare` and `restore in-use` write; a restore without them is one of which nobody told the table.
   * Without a point the table says it itself, as one that AWS restored does.
   */
  readonly declare: (to?: string) => Promise<string>;
  readonly declareInUse: () => Promise<string>;
  /** Moves the time of gateway, simulators and person. */
  readonly move: (ms: number) => Promise<void>;
  /** The moment up to which the backup knows everything, as the command wants it. */
  readonly moment: string;
  readonly close: () => void;
};

/** Lets a client describe its tables as AWS describes those that it restored to a point. */
function describeAsRestored({ client }: Ledger, point: Date): void {
  const RestoreSummary = { RestoreDateTime: point, RestoreInProgress: false };
  client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      const { Table } = answer.output as DescribeTableCommandOutput;
      if (Table !== undefined) Object.assign(Table, { RestoreSummary });
      return answer;
    },
    { step: 'initialize' },
  );
}

/** Makes a backup of all that is on record, in a system whose time has not been moved yet. Close it. */
export async function backUp(local: System): Promise<Backup> {
  const ledger = (await localTarget(local.simulatorUrl)).ledger;
  const { client, table } = ledger;
  const kept = await itemsOf(ledger);
  let movedMs = 0;
  const now = (): EpochMs => (Date.now() + movedMs) as EpochMs;
  const moment = new Date().toISOString();
  const restored = (await localTarget(local.simulatorUrl)).ledger;
  describeAsRestored(restored, new Date(moment));
  return {
    moment,
    putBack: async () => {
      for (const { pk, sk } of await itemsOf(ledger)) {
        const Key = { pk, sk } as Item;
        await client.send(new DeleteItemCommand({ TableName: table, Key }));
      }
      for (const Item of kept) await client.send(new PutItemCommand({ TableName: table, Item }));
    },
    declare: async (to) => {
      const place = { ledger: to === undefined ? restored : ledger, now };
      return (await declareRestored(place, { to, isWritten: true })).text;
    },
    declareInUse: async () => (await declareInUse({ ledger, now }, { isWritten: true })).text,
    move: async (ms) => {
      await local.advanceClock(ms);
      movedMs += ms;
    },
    close: () => {
      client.destroy();
      restored.client.destroy();
    },
  };
}
