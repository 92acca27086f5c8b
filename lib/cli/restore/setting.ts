import { DescribeTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { tableKey } from '../../../functions/ledger/table/schema.ts';
import type { EpochMs } from '../../../functions/platform/clock.ts';
import {
  fetchRestore,
  readRestore,
  restoreKey,
  type Restore,
} from '../../../functions/recovery/restore.ts';
import { UsageError } from '../../host/usage-error.ts';
import type { Ledger } from '../open-operations.ts';

/** What AWS says of a table. */
export type TableDescription = {
  /** Another one for every table, also for a restored one of an old name. */
  readonly tableId: string;
  /** The point that it was restored to; undefined where AWS knows of no restore. */
  readonly restoredTo: EpochMs | undefined;
};

/** @throws UsageError while the table is still being restored; else what AWS gave instead of an answer */
export async function describe({ client, table }: Ledger): Promise<TableDescription> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
  const { TableId = '', RestoreSummary } = Table ?? {};
  if (RestoreSummary?.RestoreInProgress === true) {
    throw new UsageError(`${table} is still being restored. Wait until it is active.`);
  }
  const restoredTo = RestoreSummary?.RestoreDateTime?.getTime() as EpochMs | undefined;
  return { tableId: TableId, restoredTo };
}

/** The setting as the command keeps it: what the functions read of it, and what a correction needs. */
export type Declaration = Restore & {
  /** The table that it was declared for. A restore copies the setting of its source, which says nothing of the copy. */
  readonly tableId?: string | undefined;
  /** The newest record before any function used the table; undefined where there was none or it was not asked. */
  readonly newestAt?: EpochMs | undefined;
  /** The point of an earlier restore that still mattered when this one was declared. */
  readonly earlierTo?: EpochMs | undefined;
};

/** The setting as it is now; undefined where there is none. @throws Error where it cannot be read */
export async function fetchDeclaration({
  client,
  table,
}: Ledger): Promise<Declaration | undefined> {
  const item = await fetchRestore(client, table)();
  const restore = readRestore(item);
  if (item === undefined || restore === undefined) return undefined;
  const { tableId, newestAt, earlierTo } = unmarshall(item) as Omit<Declaration, keyof Restore>;
  return { ...restore, tableId, newestAt, earlierTo };
}

/** Writes a declaration in place of the one that was seen. @throws what AWS gave, also where another was written since */
export async function putDeclaration(
  { client, table }: Ledger,
  declaration: Declaration,
  seen: Declaration | undefined,
): Promise<void> {
  const isUnchanged =
    seen === undefined
      ? `attribute_not_exists(${tableKey.partition})`
      : `restoredTo = :seen AND ${seen.inUseAt === undefined ? 'attribute_not_exists(inUseAt)' : 'inUseAt = :use'}`;
  const values = { ':seen': seen?.restoredTo, ':use': seen?.inUseAt };
  await client.send(
    new PutItemCommand({
      TableName: table,
      Item: { ...restoreKey, ...marshall(declaration, { removeUndefinedValues: true }) },
      ConditionExpression: isUnchanged,
      ...(seen === undefined
        ? {}
        : { ExpressionAttributeValues: marshall(values, { removeUndefinedValues: true }) }),
    }),
  );
}
