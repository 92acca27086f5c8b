import { DynamoDBClient, GetItemCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { startDynamodb, type Dynamodb, type DynamodbChoice } from '../../lib/local/aws/dynamodb.ts';
import { createTables } from '../../lib/local/aws/create-tables.ts';
import { startDynamodbProxy } from '../../lib/local/aws/dynamodb-proxy.ts';
import { createFaults, type Faults } from '../../lib/host/faults.ts';

/** The table as the stack makes it; test/cloud proves that the template says the same. */
const create = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
    { AttributeName: 'pend', AttributeType: 'N' },
    { AttributeName: 'readAt', AttributeType: 'N' },
    { AttributeName: 'done', AttributeType: 'N' },
    { AttributeName: 'ttl', AttributeType: 'N' },
    { AttributeName: 'resource', AttributeType: 'S' },
    { AttributeName: 'at', AttributeType: 'N' },
    { AttributeName: 'order', AttributeType: 'S' },
    { AttributeName: 'orderAt', AttributeType: 'N' },
    { AttributeName: 'todo', AttributeType: 'N' },
    { AttributeName: 'due', AttributeType: 'N' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'open',
      KeySchema: [
        { AttributeName: 'pend', KeyType: 'HASH' },
        { AttributeName: 'readAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
    {
      IndexName: 'completed',
      KeySchema: [
        { AttributeName: 'done', KeyType: 'HASH' },
        { AttributeName: 'ttl', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['op'] },
    },
    {
      IndexName: 'by-resource',
      KeySchema: [
        { AttributeName: 'resource', KeyType: 'HASH' },
        { AttributeName: 'at', KeyType: 'RANGE' },
      ],
      Projection: {
        ProjectionType: 'INCLUDE',
        NonKeyAttributes: ['op', 'caller', 'st', 'event', 'told', 'finding'],
      },
    },
    {
      IndexName: 'by-order',
      KeySchema: [
        { AttributeName: 'order', KeyType: 'HASH' },
        { AttributeName: 'orderAt', KeyType: 'RANGE' },
      ],
      Projection: {
        ProjectionType: 'INCLUDE',
        NonKeyAttributes: ['op', 'st', 'event', 'resource', 'pay'],
      },
    },
    {
      IndexName: 'todo',
      KeySchema: [
        { AttributeName: 'todo', KeyType: 'HASH' },
        { AttributeName: 'due', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
};

/** What signs the requests of tests. */
export const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** A table on a real server. */
export type ServedTable = {
  readonly name: string;
  readonly client: DynamoDBClient;
  readonly item: (id: string) => Promise<Record<string, AttributeValue> | undefined>;
  readonly close: () => Promise<void>;
};

/** The same behind the local proxy, in which faults can happen. */
export type TestTable = ServedTable & {
  readonly faults: Faults;
  /** Where its server listens, past the proxy. */
  readonly endpoint: string;
  /** How many calls of each kind arrived. */
  readonly calls: Readonly<Record<string, number>>;
};

export async function startTable(choice?: DynamodbChoice, name = 'ledger'): Promise<TestTable> {
  const server = await startDynamodb(choice, undefined);
  await createTable(server, name);
  const faults = createFaults();
  const upstream = { endpoint: server.endpoint, keyNames: { [name]: ['pk', 'sk'] } };
  const proxy = await startDynamodbProxy(upstream, { faults, credentials, kill: () => undefined });
  const close = async () => {
    await proxy.close();
    await server.close();
  };
  const { endpoint } = server;
  return { ...tableAt({ endpoint: proxy.url, close }, name), endpoint, faults, calls: proxy.calls };
}

/** A table on a server that needs no proxy. */
export async function connectTable(server: Dynamodb, name = 'ledger'): Promise<ServedTable> {
  await createTable(server, name);
  return tableAt(server, name);
}

const createTable = ({ endpoint }: Dynamodb, name: string): Promise<void> =>
  createTables(endpoint, [
    { name, keyNames: ['pk', 'sk'], create: { TableName: name, ...create }, timeToLive: 'ttl' },
  ]);

function tableAt({ endpoint, close }: Dynamodb, name: string): ServedTable {
  const client = new DynamoDBClient({
    endpoint,
    region: 'ap-northeast-1',
    credentials,
    maxAttempts: 3,
  });
  return {
    name,
    client,
    item: async (id) => {
      const Key = { pk: { S: id }, sk: { S: 'OPERATION' } };
      const read = new GetItemCommand({ TableName: name, Key, ConsistentRead: true });
      return (await client.send(read)).Item;
    },
    close: async () => {
      client.destroy();
      await close();
    },
  };
}
