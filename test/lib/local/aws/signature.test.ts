import { request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DynamoDBClient, GetItemCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { newCredentials } from '../../../../lib/local/aws/credentials.ts';
import {
  jsonAnswer,
  startAwsServer,
  type AwsServer,
} from '../../../../lib/local/aws/aws-server.ts';
import { startDynamodb } from '../../../../lib/local/aws/dynamodb.ts';
import { createFaults } from '../../../../lib/host/faults.ts';

const credentials = newCredentials();
const faults = createFaults();

let server: AwsServer;
/** The last request that was answered, as the SDK sent it. */
let seen: { url: string; headers: IncomingMessage['headers']; body: Buffer };

beforeEach(async () => {
  server = await startAwsServer({
    on: 'table',
    faults,
    credentials,
    kill: () => undefined,
    throttled: jsonAnswer(400, {}),
    answer: ({ headers, body }) => {
      seen = { url: '/', headers, body };
      return Promise.resolve(jsonAnswer(200, {}));
    },
  });
});
afterEach(async () => {
  faults.clear();
  await server.close();
});

const askWith = async (own: typeof credentials): Promise<unknown> => {
  const { url: endpoint } = server;
  const client = new DynamoDBClient({ endpoint, region: 'r', credentials: own, maxAttempts: 1 });
  const read = new GetItemCommand({ TableName: 'Ledger', Key: { pk: { S: '注文 1' } } });
  return client.send(read).finally(() => {
    client.destroy();
  });
};

/** Sends what the SDK sent, with changes. */
async function repeat(
  changes: Record<string, string | undefined>,
  { body = seen.body, url = seen.url }: { body?: Buffer; url?: string } = {},
): Promise<number | undefined> {
  const headers = { ...seen.headers, 'content-length': body.length, ...changes };
  const present = Object.entries(headers).filter(([, value]) => value !== undefined);
  const outgoing = request(server.url + url, {
    method: 'POST',
    headers: Object.fromEntries(present),
  });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

test('what the SDK signs with this system’s credentials is answered, and the same again', async () => {
  await askWith(credentials);

  expect(await repeat({})).toBe(200);
  expect(server.calls).toEqual({ GetItem: 2 });
});

test.each([
  ['a key of its own', newCredentials()],
  ['the key, and another secret', { ...newCredentials(), accessKeyId: credentials.accessKeyId }],
  ['what was well known', { accessKeyId: 'local', secretAccessKey: 'local' }],
])('who signs with %s is refused, and uses up no fault', async (_case, own) => {
  faults.add({ on: 'table', kind: 'refuse_connection' });

  await expect(askWith(own)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });

  expect([faults.takeRefusedConnection('table', 'GetItem'), server.calls]).toEqual([true, {}]);
});

describe('a signed request that was changed is refused:', () => {
  test.each<[string, Parameters<typeof repeat>]>([
    ['no signature', [{ authorization: undefined }]],
    ['another scheme', [{ authorization: 'Bearer x' }]],
    ['another body', [{}, { body: Buffer.from('{"TableName":"Other"}') }]],
    [
      'another body, its hash not computed',
      [{ 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }, { body: Buffer.from('{}') }],
    ],
    ['another operation', [{ 'x-amz-target': 'DynamoDB_20120810.DeleteTable' }]],
    ['another time', [{ 'x-amz-date': '20200101T000000Z' }]],
    ['no time', [{ 'x-amz-date': undefined }]],
    ['another path', [{}, { url: '/process/9' }]],
  ])('%s', async (_case, changed) => {
    await askWith(credentials);

    expect(await repeat(...changed)).toBe(400);
  });

  test('an operation that is not part of the signature', async () => {
    await askWith(credentials);
    const authorization = String(seen.headers.authorization).replace(';x-amz-target', '');

    expect(await repeat({ authorization })).toBe(400);
  });
});

test('the server behind answers no page of another machine, or is where none finds it', async () => {
  const [dynoxide, dynalite] = await Promise.all([
    startDynamodb('dynoxide', undefined),
    startDynamodb('dynalite', undefined),
  ]);
  const client = new DynamoDBClient({ endpoint: dynalite.endpoint, region: 'r', credentials });

  expect(await client.send(new ListTablesCommand({}))).toMatchObject({ TableNames: [] });
  const page = await fetch(dynalite.endpoint, { headers: { origin: 'https://shop.example' } });
  expect(page.status).toBe(403);
  expect(dynoxide.endpoint).toMatch(/^http:\/\/127(\.\d+){3}:\d+$/);
  expect(dynoxide.endpoint).not.toContain('127.0.0.1');
  client.destroy();
  await Promise.all([dynoxide.close(), dynalite.close()]);
});
