import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type PutItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import {
  startDynamodb,
  type Dynamodb,
  type DynamodbChoice,
} from '../../../../lib/local/aws/dynamodb.ts';
import { createTables } from '../../../../lib/local/aws/create-tables.ts';
import { newCredentials } from '../../../../lib/local/aws/credentials.ts';
import { startDynamodbProxy } from '../../../../lib/local/aws/dynamodb-proxy.ts';
import { createFaults } from '../../../../lib/host/faults.ts';
import { endpointFor, type AwsServer } from '../../../../lib/local/aws/aws-server.ts';

const table = {
  name: 'Ledger',
  keyNames: ['pk', 'sk'],
  timeToLive: 'ttl',
  create: {
    TableName: 'Ledger',
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  },
};

const credentials = newCredentials();

const choices: DynamodbChoice[] = ['dynoxide', 'dynalite'];

describe.each(choices)('on %s', (choice) => {
  const faults = createFaults('komoju');
  const killed: string[] = [];
  let server: Dynamodb;
  let proxy: AwsServer;
  let client: DynamoDBClient;

  beforeAll(async () => {
    server = await startDynamodb(choice, undefined);
    await createTables(server.endpoint, [table]);
    // A second start finds the table and leaves it as it is.
    await createTables(server.endpoint, [table]);
    proxy = await startDynamodbProxy(
      { endpoint: server.endpoint, keyNames: { Ledger: table.keyNames } },
      { faults, credentials, kill: (id) => void killed.push(id) },
    );
    client = new DynamoDBClient({
      endpoint: endpointFor(proxy, '7'),
      region: 'ap-northeast-1',
      credentials,
      maxAttempts: 1,
    });
  });
  afterEach(() => {
    faults.clear();
  });
  afterAll(async () => {
    client.destroy();
    await proxy.close();
    await server.close();
  });

  const keyOf = (pk: string) => ({ pk: { S: pk }, sk: { S: 'op' } });
  const put = (pk: string, more: Partial<PutItemCommandInput> = {}) =>
    client.send(
      new PutItemCommand({
        TableName: 'Ledger',
        Item: { ...keyOf(pk), st: { S: 'first' } },
        ...more,
      }),
    );
  const read = async (pk: string) =>
    (await client.send(new GetItemCommand({ TableName: 'Ledger', Key: keyOf(pk) }))).Item;

  const refusedWith = (pk: string, st: string) => ({
    name: 'ConditionalCheckFailedException',
    Item: { ...keyOf(pk), st: { S: st } },
  });

  test('a put whose condition fails brings the item that was in the way', async () => {
    await put('put');

    const again = put('put', {
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });

    await expect(again).rejects.toMatchObject(refusedWith('put', 'first'));
  });

  test('an update whose condition fails brings it too', async () => {
    await put('update');

    const update = client.send(
      new UpdateItemCommand({
        TableName: 'Ledger',
        Key: keyOf('update'),
        UpdateExpression: 'SET st = :next',
        ConditionExpression: 'st = :other',
        ExpressionAttributeValues: { ':next': { S: 'next' }, ':other': { S: 'other' } },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );

    await expect(update).rejects.toMatchObject(refusedWith('update', 'first'));
  });

  test('nothing is brought that was not asked for, or is not there', async () => {
    await put('quiet');

    const unasked = put('quiet', { ConditionExpression: 'attribute_not_exists(pk)' });
    await expect(unasked).rejects.not.toHaveProperty('Item', expect.anything());

    const absent = put('absent', {
      ConditionExpression: 'attribute_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    await expect(absent).rejects.not.toHaveProperty('Item', expect.anything());
  });

  test('calls are counted as they arrive', async () => {
    const before = proxy.calls['PutItem'] ?? 0;

    await put('counted');

    expect(proxy.calls['PutItem']).toBe(before + 1);
  });

  describe('a fault', () => {
    const happen = (kind: string, more: object = {}) =>
      faults.add({ on: 'table', match: 'PutItem', kind, ...more });

    test('throttles: nothing is written', async () => {
      happen('throttle');

      await expect(put('throttled')).rejects.toMatchObject({
        name: 'ProvisionedThroughputExceededException',
      });
      expect(await read('throttled')).toBeUndefined();
    });

    test.each([
      ['drop_before_accept', false, []],
      ['drop_after_accept', true, []],
      ['kill_before_accept', false, ['7']],
      ['kill_after_accept', true, ['7']],
    ])('%s ends the connection; written: %s; killed: %j', async (kind, isWritten, kills) => {
      killed.length = 0;
      happen(kind);

      await expect(put(kind)).rejects.toThrow('socket hang up');
      expect((await read(kind)) !== undefined).toBe(isWritten);
      expect(killed).toEqual(kills);
    });

    test('refuses a connection, whatever it is for', async () => {
      faults.add({ on: 'table', kind: 'refuse_connection' });

      await expect(put('rejected')).rejects.toThrow('socket hang up');
      expect(await read('rejected')).toBeUndefined();
    });

    test('makes a call slow and lets it through', async () => {
      happen('slow', { delayMs: 30 });
      const started = performance.now();

      await put('slow');

      expect(performance.now() - started).toBeGreaterThanOrEqual(29);
      expect(await read('slow')).toBeDefined();
    });
  });
});
