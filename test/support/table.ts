import { DynamoDBClient, GetItemCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { createTables, startDynamodb, type DynamodbChoice } from '../../lib/local/dynamodb.ts';
import { startDynamodbProxy } from '../../lib/local/dynamodb-proxy.ts';
import { createFaults, type Faults } from '../../lib/local/faults.ts';

const name = 'ledger';

/** The table as the stack makes it; test/cloud proves that the template says the same. */
const create = {
  TableName: name,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
    { AttributeName: 'pend', AttributeType: 'N' },
    { AttributeName: 'firstAt', AttributeType: 'N' },
    { AttributeName: 'pay', AttributeType: 'S' },
    { AttributeName: 'at', AttributeType: 'N' },
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
        { AttributeName: 'firstAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
    {
      IndexName: 'by-payment',
      KeySchema: [
        { AttributeName: 'pay', KeyType: 'HASH' },
        { AttributeName: 'at', KeyType: 'RANGE' },
      ],
      Projection: {
        ProjectionType: 'INCLUDE',
        NonKeyAttributes: ['op', 'caller', 'st', 'event'],
      },
    },
  ],
};

/** A real table server behind the local proxy, in which faults can happen. */
export type TestTable = {
  readonly name: string;
  readonly client: DynamoDBClient;
  readonly faults: Faults;
  /** How many calls of each kind arrived. */
  readonly calls: Readonly<Record<string, number>>;
  item(id: string): Promise<Record<string, AttributeValue> | undefined>;
  close(): Promise<void>;
};

export async function startTable(choice?: DynamodbChoice): Promise<TestTable> {
  const server = await startDynamodb(choice, undefined);
  await createTables(server.endpoint, [
    { name, keyNames: ['pk', 'sk'], create, timeToLive: 'ttl' },
  ]);
  const faults = createFaults();
  const upstream = { endpoint: server.endpoint, keyNames: { [name]: ['pk', 'sk'] } };
  const proxy = await startDynamodbProxy(upstream, { faults, kill: () => undefined });
  const client = new DynamoDBClient({
    endpoint: proxy.url,
    region: 'ap-northeast-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 3,
  });
  return {
    name,
    client,
    faults,
    calls: proxy.calls,
    item: async (id) => {
      const Key = { pk: { S: id }, sk: { S: 'OPERATION' } };
      const read = new GetItemCommand({ TableName: name, Key, ConsistentRead: true });
      return (await client.send(read)).Item;
    },
    close: async () => {
      client.destroy();
      await proxy.close();
      await server.close();
    },
  };
}
