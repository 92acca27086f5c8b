import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { closableAfterMs } from '../../../functions/ledger/quarantine.ts';
import type { OperationRecord } from '../../../functions/ledger/record.ts';
import { indexes } from '../../../functions/ledger/table/schema.ts';
import { expiryS, shards } from '../../../functions/ledger/transitions.ts';
import { after, secondMs, type EpochMs } from '../../../functions/platform/clock.ts';
import { listOpen, type Ledger } from '../open-operations.ts';

const { partition, sort } = indexes.completed;

/** When the newest completed operation of a shard was completed. */
async function newestCompleted(
  { client, table }: Ledger,
  shard: number,
): Promise<EpochMs | undefined> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      IndexName: 'completed',
      KeyConditionExpression: '#shard = :shard',
      ExpressionAttributeNames: { '#shard': partition.name },
      ExpressionAttributeValues: marshall({ ':shard': shard }),
      ScanIndexForward: false,
      Limit: 1,
    }),
  );
  const expiresAtS = Items[0]?.[sort.name]?.N;
  if (expiresAtS === undefined) return undefined;
  return ((Number(expiresAtS) - expiryS(0 as EpochMs)) * secondMs) as EpochMs;
}

/**
 * When an open operation was last written, or earlier. No caller sends one again that is a day old, so a later time comes
 * of an earlier declaration, which lets operations count as sent until a time to come.
 */
const lastWritten = ({ firstAt, lastAt }: OperationRecord): EpochMs =>
  lastAt < after(firstAt, closableAfterMs) ? lastAt : firstAt;

/** The time of the newest record of a ledger, or somewhat earlier; undefined where it has none. @throws what AWS gave */
export async function newestRecordAt(ledger: Ledger): Promise<EpochMs | undefined> {
  const completed = await Promise.all(shards.map((shard) => newestCompleted(ledger, shard)));
  const open = (await listOpen(ledger)).flatMap(({ record }) =>
    record === 'unreadable' ? [] : [lastWritten(record)],
  );
  const moments = [...completed, ...open].filter((at) => at !== undefined);
  return moments.length === 0 ? undefined : (Math.max(...moments) as EpochMs);
}
