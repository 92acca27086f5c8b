import { Agent, request, type OutgoingHttpHeaders } from 'node:http';
import { readBody } from '../../host/listen.ts';
import {
  jsonAnswer,
  startAwsServer,
  type AwsAnswer,
  type AwsCall,
  type AwsServer,
} from './aws-server.ts';
import type { AwsServerOptions } from './aws-server.ts';

/** What the functions and the commands ask of the table. */
export const tableCalls: readonly string[] = [
  'DescribeTable',
  'GetItem',
  'PutItem',
  'Query',
  'UpdateItem',
];

/** What changes the table, and so gives records of its stream. */
const writes: readonly string[] = [
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'TransactWriteItems',
];

/** Writes that can return the existing item when their condition fails. */
const conditionalWrites: readonly string[] = ['PutItem', 'UpdateItem', 'DeleteItem'];

/**
 * Stands between the functions and the local table: it applies faults and counts requests.
 *
 * It also helps a server that ignores `ReturnValuesOnConditionCheckFailure` (dynalite does): it reads the existing item
 * and adds it to the answer, so that shipped code needs no branch for that. The real service returns the item in the
 * same step as the failed write. Here the read comes a moment later, so a write in between would be visible.
 *
 * @param upstream the server that holds the table, and the attributes of the primary key by table
 * @param options with what is told after each write that the server has answered
 */
export function startDynamodbProxy(
  upstream: { readonly endpoint: string; readonly keyNames: Readonly<Record<string, string[]>> },
  {
    onWrite,
    ...options
  }: Pick<AwsServerOptions, 'faults' | 'kill' | 'credentials'> & { readonly onWrite?: () => void },
): Promise<AwsServer> {
  const agent = new Agent({ keepAlive: true });
  const forward = (call: AwsCall) => send(upstream.endpoint, agent, call);
  return startAwsServer({
    ...options,
    on: 'table',
    throttled: jsonAnswer(400, {
      __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
      message: 'The level of configured provisioned throughput for the table was exceeded.',
    }),
    answer: async (call) => {
      const answer = await forward(call);
      if (writes.includes(call.operation)) onWrite?.();
      const read = answer.status === 400 ? oldItemRead(call, answer, upstream.keyNames) : undefined;
      return read === undefined ? answer : withItem(answer, await forward(read));
    },
  });
}

type FailedWrite = { readonly __type?: string; readonly Item?: unknown };
type Write = {
  readonly TableName: string;
  readonly ReturnValuesOnConditionCheckFailure?: string;
  readonly Key?: Readonly<Record<string, unknown>>;
  readonly Item?: Readonly<Record<string, unknown>>;
};

/** The GetItem for the existing item, if the caller asked for it and the server did not return it. */
function oldItemRead(
  call: AwsCall,
  answer: AwsAnswer,
  keyNames: Readonly<Record<string, string[]>>,
): AwsCall | undefined {
  if (!conditionalWrites.includes(call.operation)) return undefined;
  const failed = parsed(answer.body) as FailedWrite;
  const isConditionFailed = failed.__type?.endsWith('#ConditionalCheckFailedException') === true;
  const write = parsed(call.body) as Write;
  if (!isConditionFailed || failed.Item !== undefined) return undefined;
  if (write.ReturnValuesOnConditionCheckFailure !== 'ALL_OLD') return undefined;
  const attributes = write.Key ?? write.Item ?? {};
  const Key = Object.fromEntries(
    (keyNames[write.TableName] ?? []).map((name) => [name, attributes[name]]),
  );
  const body = { TableName: write.TableName, ConsistentRead: true, Key };
  return {
    operation: 'GetItem',
    headers: { ...call.headers, 'x-amz-target': 'DynamoDB_20120810.GetItem' },
    body: Buffer.from(JSON.stringify(body)),
  };
}

function withItem(failed: AwsAnswer, read: AwsAnswer): AwsAnswer {
  const { Item } = parsed(read.body) as FailedWrite;
  return { ...failed, body: JSON.stringify({ ...parsed(failed.body), Item }) };
}

const parsed = (body: string | Buffer) => JSON.parse(body.toString()) as object;

function send(endpoint: string, agent: Agent, call: AwsCall): Promise<AwsAnswer> {
  return new Promise((resolve, reject) => {
    const headers = { ...call.headers, host: undefined, connection: undefined };
    const outgoing = request(endpoint, {
      method: 'POST',
      agent,
      headers: defined({ ...headers, 'content-length': call.body.length }),
    });
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      readBody(response, Infinity).then((body) => {
        resolve({
          status: response.statusCode ?? 500,
          // Without the checksum, which would be wrong once an item was added.
          headers: { 'content-type': response.headers['content-type'] ?? 'application/json' },
          body: body ?? '',
        });
      }, reject);
    });
    outgoing.end(call.body);
  });
}

/** Node refuses a header whose value is undefined. */
const defined = (headers: OutgoingHttpHeaders): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
