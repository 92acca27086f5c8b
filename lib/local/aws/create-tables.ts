import { setTimeout as wait } from 'node:timers/promises';
import type { LocalTable } from '../template/tables.ts';
import { dynamodbCall } from './dynamodb-call.ts';

/** Creates the template's tables that do not exist yet, and waits until they can be used. */
export async function createTables(endpoint: string, tables: readonly LocalTable[]): Promise<void> {
  for (const table of tables) {
    const created = await dynamodbCall({ endpoint }, 'CreateTable', table.create);
    if (!created.ok && created.type !== 'ResourceInUseException')
      throw new Error(`The table ${table.name} could not be created: ${created.text}`);
    const { hasStream } = await untilActive(endpoint, table.name);
    if (!hasStream) await addStream(endpoint, table);
    if (table.timeToLive !== undefined)
      // A server without expiry keeps items longer than the real one, which does no harm.
      await dynamodbCall({ endpoint }, 'UpdateTimeToLive', {
        TableName: table.name,
        TimeToLiveSpecification: { AttributeName: table.timeToLive, Enabled: true },
      });
  }
}

/** A table that an earlier version stored has none yet. A server without streams refuses it, and lists no events. */
async function addStream(endpoint: string, { name, create }: LocalTable): Promise<void> {
  const { StreamSpecification } = create;
  if (StreamSpecification === undefined) return;
  await dynamodbCall({ endpoint }, 'UpdateTable', { TableName: name, StreamSpecification });
}

/** How long a table may take until it can be used. */
const maxCreateMs = 10_000;

async function untilActive(
  endpoint: string,
  TableName: string,
): Promise<{ readonly hasStream: boolean }> {
  const last = performance.now() + maxCreateMs;
  while (performance.now() < last) {
    const { text } = await dynamodbCall({ endpoint }, 'DescribeTable', { TableName });
    const { Table } = JSON.parse(text) as {
      Table?: { TableStatus?: string; StreamSpecification?: { StreamEnabled?: boolean } };
    };
    if (Table?.TableStatus === 'ACTIVE')
      return { hasStream: Table.StreamSpecification?.StreamEnabled === true };
    await wait(5);
  }
  throw new Error(`The table ${TableName} did not become active.`);
}
