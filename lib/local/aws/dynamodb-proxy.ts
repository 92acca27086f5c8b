import { Agent, request, type OutgoingHttpHeaders } from 'node:http';
import { readBody } from '../host/listen.ts';
import {
  jsonAnswer,
  startWire,
  type WireAnswer,
  type WireCall,
  type AwsServer,
} from './aws-server.ts';
import type { WireOptions } from './aws-server.ts';

/** Writes whose failed condition can bring the item that was in the way. */
const conditionalWrites: readonly string[] = ['PutItem', 'UpdateItem', 'DeleteItem'];

/**
 * Stands between the functions and the local table: here faults happen, and here calls are counted.
 *
 * It also makes up for a server that ignores `ReturnValuesOnConditionCheckFailure` (dynalite does): it reads the item
 * that was in the way and adds it. Shipped code has no branch for that. The read is a moment later than the failed
 * write, which the real service does in one step; a second writer in between would be seen here and not there.
 *
 * @param endpoint the server that keeps the table
 * @param keyNames the attributes of the primary key, by table
 */
export function startDynamodbProxy(
  upstream: { readonly endpoint: string; readonly keyNames: Readonly<Record<string, string[]>> },
  options: Pick<WireOptions, 'faults' | 'kill'>,
): Promise<AwsServer> {
  const agent = new Agent({ keepAlive: true });
  const forward = (call: WireCall) => send(upstream.endpoint, agent, call);
  return startWire({
    ...options,
    on: 'table',
    throttled: jsonAnswer(400, {
      __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
      message: 'The level of configured provisioned throughput for the table was exceeded.',
    }),
    answer: async (call) => {
      const answer = await forward(call);
      const read = answer.status === 400 ? oldItemRead(call, answer, upstream.keyNames) : undefined;
      return read === undefined ? answer : withItem(answer, await forward(read));
    },
  });
}

type Refused = { readonly __type?: string; readonly Item?: unknown };
type Write = {
  readonly TableName: string;
  readonly ReturnValuesOnConditionCheckFailure?: string;
  readonly Key?: Readonly<Record<string, unknown>>;
  readonly Item?: Readonly<Record<string, unknown>>;
};

/** The GetItem that finds what was in the way, where the caller asked for it and the server did not say. */
function oldItemRead(
  call: WireCall,
  answer: WireAnswer,
  keyNames: Readonly<Record<string, string[]>>,
): WireCall | undefined {
  if (!conditionalWrites.includes(call.operation)) return undefined;
  const refused = parsed(answer.body) as Refused;
  const isRefused = refused.__type?.endsWith('#ConditionalCheckFailedException') === true;
  const write = parsed(call.body) as Write;
  if (!isRefused || refused.Item !== undefined) return undefined;
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

function withItem(refused: WireAnswer, read: WireAnswer): WireAnswer {
  const { Item } = parsed(read.body) as Refused;
  return { ...refused, body: JSON.stringify({ ...parsed(refused.body), Item }) };
}

const parsed = (body: string | Buffer) => JSON.parse(body.toString()) as object;

function send(endpoint: string, agent: Agent, call: WireCall): Promise<WireAnswer> {
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
          // Without the checksum: it would be wrong for an answer that got its item here.
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
