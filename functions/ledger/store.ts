import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import {
  entryVersion,
  type Entry,
  type Held,
  type LedgerTable,
  type Write,
  type Written,
} from './record.ts';

type Attributes = Record<string, AttributeValue>;

/** The sort key of every operation's item. */
const operationSk = 'OPERATION';

/** Which attribute holds a member, and its DynamoDB type. Short names, because bytes cost. */
const attributes = {
  id: ['pk', 'S'],
  version: ['v', 'N'],
  state: ['st', 'S'],
  operation: ['op', 'S'],
  caller: ['caller', 'S'],
  fingerprint: ['fp', 'S'],
  fingerprintVersion: ['fpv', 'N'],
  sent: ['sent', 'S'],
  providerKey: ['pkey', 'S'],
  account: ['acct', 'S'],
  token: ['tok', 'S'],
  leaseUntil: ['lease', 'N'],
  attempts: ['n', 'N'],
  firstAt: ['firstAt', 'N'],
  lastAt: ['lastAt', 'N'],
  wanted: ['want', 'M'],
  readAt: ['readAt', 'N'],
  reads: ['reads', 'N'],
  missedAt: ['missedAt', 'N'],
  noticedAt: ['noticedAt', 'N'],
  result: ['res', 'M'],
  settledBy: ['by', 'M'],
  body: ['body', 'S'],
  payment: ['pay', 'S'],
  paymentAt: ['at', 'N'],
  event: ['event', 'M'],
  shard: ['pend', 'N'],
  settledShard: ['done', 'N'],
  expiresAtS: ['ttl', 'N'],
} as const satisfies Record<keyof Entry, readonly [string, 'S' | 'N' | 'M']>;

const members = Object.keys(attributes) as (keyof Entry)[];

function toAttribute(value: unknown): AttributeValue {
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'string') return { S: value };
  const inner = Object.entries(value as object).filter(([, each]) => each !== undefined);
  return { M: Object.fromEntries(inner.map(([name, each]) => [name, toAttribute(each)])) };
}

function fromAttribute(attribute: AttributeValue): unknown {
  if (attribute.N !== undefined) return Number(attribute.N);
  if (attribute.S !== undefined) return attribute.S;
  const inner = Object.entries(attribute.M ?? {});
  return Object.fromEntries(inner.map(([name, each]) => [name, fromAttribute(each)]));
}

const keyOf = (id: string): Attributes => ({ pk: { S: id }, sk: { S: operationSk } });

export const toItem = (entry: Entry): Attributes => ({
  sk: { S: operationSk },
  ...Object.fromEntries(
    members
      .filter((member) => entry[member] !== undefined)
      .map((member) => [attributes[member][0], toAttribute(entry[member])]),
  ),
});

/** Members that every entry has: without them a rule would be judged on nothing. */
const always = [
  ...(['operation', 'caller', 'fingerprint', 'fingerprintVersion', 'sent', 'providerKey'] as const),
  ...(['account', 'token', 'leaseUntil', 'attempts', 'firstAt', 'lastAt'] as const),
];

const states: readonly unknown[] = ['PENDING', 'SUCCEEDED', 'FAILED'];

/** An item of another version or state, or a broken one, is never guessed at: it must not be executed. */
export function fromItem(item: Attributes): Entry | 'unreadable' {
  const entry = Object.fromEntries(
    members.flatMap((member) => {
      const attribute = item[attributes[member][0]];
      return attribute === undefined ? [] : [[member, fromAttribute(attribute)]];
    }),
  ) as Partial<Entry>;
  const isKnown =
    entry.version === entryVersion &&
    states.includes(entry.state) &&
    always.every((member) => entry[member] !== undefined);
  return isKnown ? (entry as Entry) : 'unreadable';
}

/**
 * The write as DynamoDB says it; every name goes by an alias, since some are reserved words.
 *
 * @throws Error where a member of the condition has no value: left out, it would let the write through
 */
export function toUpdate(write: Write): {
  UpdateExpression: string;
  ConditionExpression: string;
  ExpressionAttributeNames: Record<string, string>;
  ExpressionAttributeValues: Attributes;
} {
  for (const [member, value] of Object.entries<unknown>(write.onlyIf)) {
    if (value === undefined) throw new Error(`A condition has no value: ${member}.`);
  }
  const names: Record<string, string> = {};
  const values: Attributes = {};
  const equals = (from: Partial<Entry>, mark: string): string[] =>
    members
      .filter((member) => from[member] !== undefined)
      .map((member) => {
        const [name] = attributes[member];
        names[`#${name}`] = name;
        values[`:${mark}${name}`] = toAttribute(from[member]);
        return `#${name} = :${mark}${name}`;
      });
  const removed = (write.remove ?? []).map((member) => {
    const [name] = attributes[member];
    names[`#${name}`] = name;
    return `#${name}`;
  });
  const set = `SET ${equals(write.set, 'new_').join(', ')}`;
  return {
    UpdateExpression: removed.length === 0 ? set : `${set} REMOVE ${removed.join(', ')}`,
    ConditionExpression: equals(write.onlyIf, 'old_').join(' AND '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}

/**
 * Waits no longer than a signal says. The signal is not handed on to the SDK: for a call with options of its own it puts
 * its middlewares together anew, a tenth of a warm request's CPU time. What is still under way then may be written later,
 * as any write may whose reply was lost.
 */
function until<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    void work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}

/**
 * The ledger in DynamoDB: single-item conditional writes, each of which brings back the item that stood in its way, so
 * that nothing is read first.
 *
 * @param signal ends every call, so that an answer can still be given when the table gives none
 */
export function ledgerTable(
  client: DynamoDBClient,
  name: string,
  signal: AbortSignal,
): LedgerTable {
  const attempt = async (write: () => Promise<unknown>): Promise<Written> => {
    try {
      await until(signal, write());
      return { kind: 'written' };
    } catch (cause) {
      const old = cause instanceof ConditionalCheckFailedException ? cause.Item : undefined;
      return old === undefined ? { kind: 'lost', cause } : { kind: 'held', entry: fromItem(old) };
    }
  };
  const common = { TableName: name, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
  return {
    put: (entry) =>
      attempt(() =>
        client.send(
          new PutItemCommand({
            ...common,
            Item: toItem(entry),
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      ),
    update: (id, write) => {
      const command = new UpdateItemCommand({ ...common, ...toUpdate(write), Key: keyOf(id) });
      return attempt(() => client.send(command));
    },
    get: async (id): Promise<Held> => {
      const command = new GetItemCommand({ TableName: name, Key: keyOf(id), ConsistentRead: true });
      try {
        const { Item } = await until(signal, client.send(command));
        return Item === undefined ? { kind: 'absent' } : { kind: 'held', entry: fromItem(Item) };
      } catch (cause) {
        return { kind: 'lost', cause };
      }
    },
  };
}
