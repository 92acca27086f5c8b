import { DynamoDBClient, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { createTables } from '../../../../lib/local/aws/create-tables.ts';
import { newCredentials } from '../../../../lib/local/aws/credentials.ts';
import { startDynamodbProxy } from '../../../../lib/local/aws/dynamodb-proxy.ts';
import {
  dynoxideBinary,
  startDynamodb,
  type Dynamodb,
} from '../../../../lib/local/aws/dynamodb.ts';
import { findStream, type TableStream } from '../../../../lib/local/aws/streams.ts';
import { createFaults } from '../../../../lib/host/faults.ts';

/** There is no build of the embedded server for every machine, and no other one has streams. */
export const hasStreams = dynoxideBinary() !== undefined;

const name = 'ledger';

const create = {
  TableName: name,
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
};

const withStream = {
  ...create,
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
};

/** A table with a stream, behind the proxy that sees its writes. */
export type StreamedTable = {
  readonly server: Dynamodb;
  readonly stream: TableStream;
  /** Writes an item with an event. */
  readonly put: (id: string) => Promise<void>;
  /** Writes an item without one. */
  readonly putPlain: (id: string) => Promise<void>;
  /** Writes an attribute of an item. */
  readonly change: (id: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Starts the embedded server with one table. */
export async function startStreamedTable(
  onWrite: () => void = () => undefined,
  dataDir?: string,
): Promise<StreamedTable> {
  const server = await startDynamodb('dynoxide', dataDir);
  await createTables(server.endpoint, [{ name, keyNames: ['pk'], create: withStream }]);
  const stream = await findStream(server.endpoint, name);
  if (stream === undefined) throw new Error('The table has no stream.');
  const credentials = newCredentials();
  const proxy = await startDynamodbProxy(
    { endpoint: server.endpoint, keyNames: { [name]: ['pk'] } },
    { faults: createFaults(), kill: () => undefined, credentials, onWrite },
  );
  const client = new DynamoDBClient({ endpoint: proxy.url, region: 'ap-northeast-1', credentials });
  const put = async (id: string, more: object): Promise<void> => {
    const Item = { pk: { S: id }, ...more };
    await client.send(new PutItemCommand({ TableName: name, Item }));
  };
  return {
    server,
    stream,
    put: (id) => put(id, { event: { M: { id: { S: id }, amount: { N: '1000' } } } }),
    putPlain: (id) => put(id, {}),
    change: async (id) => {
      await client.send(
        new UpdateItemCommand({
          TableName: name,
          Key: { pk: { S: id } },
          UpdateExpression: 'SET seen = :seen',
          ExpressionAttributeValues: { ':seen': { N: '1' } },
        }),
      );
    },
    close: async () => {
      client.destroy();
      await proxy.close();
      await server.close();
    },
  };
}

/** A table as an earlier version stored it: without a stream. */
export const storeWithoutStream = async ({ endpoint }: Dynamodb): Promise<void> =>
  createTables(endpoint, [{ name, keyNames: ['pk'], create }]);
