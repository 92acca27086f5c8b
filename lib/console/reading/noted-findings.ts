import { QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { findingSk, namesIn } from '../../../functions/inbox/items.ts';
import type { Item } from '../../../functions/ledger/table/items.ts';
import { attributes, inboxAttributes, tableKey } from '../../../functions/ledger/table/schema.ts';
import { after, dayMs, type EpochMs } from '../../../functions/platform/clock.ts';
import type { ReportedFinding } from '../../../functions/reconciliation/reports.ts';
import type { FindingRow, NotedFindings, ReportRow } from '../api/findings.ts';
import type { Ledger } from '../../cli/open-operations.ts';
import { each, nameIn } from './records.ts';

/* What a person must know that is kept as items: no index goes by them. */

/** Pages of a megabyte that one request looks through: a second or two, and a hundredth of a dollar at most. */
const pagesMost = 20;

const nothing = { payment: null, operation: null, order: null, why: null };

/** A finding about an operation names it by its id; one about an order by its number. */
function about(finding: string, object: string): Partial<FindingRow> {
  if (/^op_[0-9A-Z]{26}$/.test(object)) return { operation: object };
  return finding === 'order_paid_twice' ? { order: object } : {};
}

function toFinding(item: Item): FindingRow {
  const values = unmarshall(item);
  const told = JSON.parse(String(values[inboxAttributes.finding])) as Record<string, string>;
  const { finding = '', object = '' } = told;
  const [, rest] = namesIn(String(values[tableKey.partition]));
  const { [attributes.resource]: resource } = values;
  return {
    ...nothing,
    ...about(finding, object),
    finding,
    object,
    at: momentOf(values),
    provider: rest.split('#')[0] ?? null,
    payment: typeof resource === 'string' ? nameIn(resource).id : null,
  };
}

/** What an item says of its time: a finding of a payment has one, and another's goes out with one. */
function momentOf(values: Record<string, unknown>): string | null {
  const at = values[attributes.resourceAt];
  if (typeof at === 'number') return new Date(at).toISOString();
  const gone = values[attributes.outgoing] as { at?: string } | null | undefined;
  return gone?.at ?? null;
}

const cursorOf = (key: Item | undefined): string | null =>
  key === undefined ? null : Buffer.from(JSON.stringify(unmarshall(key))).toString('base64url');

const keyIn = (cursor: string): Item =>
  marshall(JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Record<string, unknown>);

/**
 * Goes through a stretch of the table for what was noted of payments and orders. It costs as much as the stretch is
 * large, whatever it finds.
 *
 * @param cursor where the stretch before it ended; absent: the begin of the table
 */
export async function readNoted(
  { client, table }: Ledger,
  cursor?: string,
): Promise<NotedFindings> {
  const findings: FindingRow[] = [];
  let items = 0;
  let key = cursor === undefined ? undefined : keyIn(cursor);
  for (let pages = 0; pages < pagesMost; pages += 1) {
    const {
      Items = [],
      ScannedCount,
      LastEvaluatedKey,
    } = await client.send(
      new ScanCommand({
        TableName: table,
        FilterExpression: '#sk = :finding',
        ExpressionAttributeNames: { '#sk': tableKey.sort },
        ExpressionAttributeValues: { ':finding': { S: findingSk } },
        ExclusiveStartKey: key,
      }),
    );
    findings.push(...Items.map(toFinding));
    items += ScannedCount ?? 0;
    key = LastEvaluatedKey;
    if (key === undefined) break;
  }
  findings.sort((one, other) => (other.at ?? '').localeCompare(one.at ?? ''));
  return { findings, items, next: cursorOf(key) };
}

type Report = { readonly row: ReportRow; readonly findings: readonly FindingRow[] };

function toReport(item: Item): Report {
  const values = unmarshall(item);
  const startedAt = String(values[tableKey.sort]);
  const found = (values['findings'] ?? []) as readonly ReportedFinding[];
  return {
    row: { startedAt, counts: (values['counts'] ?? {}) as ReportRow['counts'] },
    findings: found.map(({ finding, operationId = null, object = null, why = null }) => ({
      ...nothing,
      ...{ finding, object, why, operation: operationId, at: startedAt, provider: null },
    })),
  };
}

/** The reports of the reconciliation of the last days, the newest first: one query for each day. */
export async function readReports(
  { client, table }: Ledger,
  at: EpochMs,
  days: number,
): Promise<readonly Report[]> {
  const dates = Array.from({ length: days }, (_, back) =>
    new Date(after(at, -back * dayMs)).toISOString().slice(0, 10),
  );
  const pages = await each(dates, async (date) => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: '#pk = :pk',
        ExpressionAttributeNames: { '#pk': tableKey.partition },
        ExpressionAttributeValues: { ':pk': { S: `RECONCILIATION#${date}` } },
        ScanIndexForward: false,
      }),
    );
    return Items.map(toReport);
  });
  return pages.flat();
}
