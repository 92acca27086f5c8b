import {
  GetItemCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { after, dayMs, secondMs, type EpochMs } from '../platform/clock.ts';

/** One thing that a person must know of, as a report holds it: no personal data. */
export type Noted = {
  readonly finding: string;
  readonly operationId?: string | undefined;
  readonly object?: string | undefined;
  readonly why?: string | undefined;
};

/** What an audit leaves. */
export type Report = {
  readonly startedAt: EpochMs;
  readonly counts: Readonly<Record<string, number>>;
  /** In the order in which they were found; more than {@link notedMost} are only counted. */
  readonly noted: readonly Noted[];
};

/** How far each provider has been audited, and the reports. What the table throws is thrown. */
export type AuditBook = {
  cursor(provider: string): Promise<EpochMs | undefined>;
  /** Two audits at once may move it back: what they go through twice does no harm. */
  advance(provider: string, to: EpochMs): Promise<void>;
  write(report: Report): Promise<void>;
};

/** An item must stay far below DynamoDB's 400 kB; the log has them all. */
const notedMost = 500;

/** As long as a payment's own record: a year and a month. */
const keptMs = 400 * dayMs;

const S = (text: string): AttributeValue => ({ S: text });
const N = (number: number): AttributeValue => ({ N: String(number) });

const notedItem = (noted: Noted): AttributeValue => ({
  M: Object.fromEntries(
    Object.entries(noted).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, S(value)]],
    ),
  ),
});

/** `AUDIT` / `CURSOR#komoju` holds how far, `AUDIT#2026-11-21` / the moment of its start each report of that day. */
export function auditBook(client: DynamoDBClient, table: string): AuditBook {
  const cursorKey = (provider: string) => ({ pk: S('AUDIT'), sk: S(`CURSOR#${provider}`) });
  return {
    cursor: async (provider) => {
      const Key = cursorKey(provider);
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key, ConsistentRead: true }),
      );
      return Item?.['upTo']?.N === undefined ? undefined : (Number(Item['upTo'].N) as EpochMs);
    },
    advance: async (provider, to) => {
      const command = new UpdateItemCommand({
        TableName: table,
        Key: cursorKey(provider),
        UpdateExpression: 'SET #upTo = :to',
        ExpressionAttributeNames: { '#upTo': 'upTo' },
        ExpressionAttributeValues: { ':to': N(to) },
      });
      await client.send(command);
    },
    write: async ({ startedAt, counts, noted }) => {
      const start = new Date(startedAt).toISOString();
      const values = {
        counts: { M: Object.fromEntries(Object.entries(counts).map(([name, n]) => [name, N(n)])) },
        noted: { L: noted.slice(0, notedMost).map(notedItem) },
        ttl: N(Math.floor(after(startedAt, keptMs) / secondMs)),
      };
      const names = Object.keys(values);
      await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: { pk: S(`AUDIT#${start.slice(0, 10)}`), sk: S(start) },
          UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
          ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
          ExpressionAttributeValues: Object.fromEntries(
            Object.entries(values).map(([name, value]) => [`:${name}`, value]),
          ),
        }),
      );
    },
  };
}
