import { GetItemCommand, UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { tableKey, timeToLive } from '../ledger/table/schema.ts';
import { setAttributes } from '../ledger/table/set-attributes.ts';
import { after, dayMs, secondMs, type EpochMs } from '../platform/clock.ts';

/** One thing that a person must know, as a report holds it: no personal data. */
export type ReportedFinding = {
  readonly finding: string;
  readonly operationId?: string | undefined;
  readonly object?: string | undefined;
  readonly why?: string | undefined;
};

/** What a run leaves. */
export type Report = {
  readonly startedAt: EpochMs;
  readonly counts: Readonly<Record<string, number>>;
  /** In the order in which they were found; more than {@link findingsMost} are only counted. */
  readonly findings: readonly ReportedFinding[];
};

/** How far a provider has been reconciled, and how long the next stretch is to be, in milliseconds. */
export type Cursor = { readonly upTo: EpochMs; readonly lengthMs?: number };

/** How far each provider has been reconciled, and the reports. What the table throws is thrown. */
export type ReconciliationStore = {
  cursor(provider: string): Promise<Cursor | undefined>;
  /** Two runs at once may move it back: going through a stretch twice does no harm. */
  advance(provider: string, cursor: Cursor): Promise<void>;
  write(report: Report): Promise<void>;
};

/** An item must stay far below DynamoDB's 400 kB; the log has them all. */
const findingsMost = 500;

/** As long as a payment's own record: a year and a month. */
const retentionMs = 400 * dayMs;

const keyOf = (partition: string, sort: string) =>
  marshall({ [tableKey.partition]: partition, [tableKey.sort]: sort });

/**
 * `RECONCILIATION` / `CURSOR#acme` holds how far, `RECONCILIATION#2026-11-21` / the moment of its start each report of
 * that day.
 */
export function reconciliationStore(client: DynamoDBClient, table: string): ReconciliationStore {
  const cursorKey = (provider: string) => keyOf('RECONCILIATION', `CURSOR#${provider}`);
  return {
    cursor: async (provider) => {
      const Key = cursorKey(provider);
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key, ConsistentRead: true }),
      );
      const { upTo, lengthMs } = Item ?? {};
      return upTo?.N === undefined
        ? undefined
        : {
            upTo: Number(upTo.N) as EpochMs,
            ...(lengthMs?.N !== undefined && { lengthMs: Number(lengthMs.N) }),
          };
    },
    advance: async (provider, cursor) => {
      const Key = cursorKey(provider);
      const values = setAttributes({ ...cursor });
      await client.send(new UpdateItemCommand({ TableName: table, Key, ...values }));
    },
    write: async ({ startedAt, counts, findings }) => {
      const start = new Date(startedAt).toISOString();
      const Key = keyOf(`RECONCILIATION#${start.slice(0, 10)}`, start);
      const values = {
        counts,
        findings: findings.slice(0, findingsMost),
        [timeToLive]: Math.floor(after(startedAt, retentionMs) / secondMs),
      };
      await client.send(new UpdateItemCommand({ TableName: table, Key, ...setAttributes(values) }));
    },
  };
}
