import { after, dayMs, type EpochMs } from '../../../../functions/platform/clock.ts';
import { listOpen } from '../../../cli/open-operations.ts';
import {
  filters,
  newestFirst,
  unknownMethod,
  type Filter,
  type PaymentRow,
  type PaymentsPage,
} from '../../api/payments.ts';
import type { Gateway } from '../../reading/gateway.ts';
import { completedAt, expiryAt, newestCompleted, type Completed } from '../../reading/newest.ts';
import { readable, readRecords } from '../../reading/records.ts';
import { isAboutPayment, rowsOf } from '../../reading/subjects.ts';
import { momentIn, type Query } from '../query.ts';

/** Rows of a page, about. */
const rowsMost = 40;

/** Operations that are looked through for one page: where few match a filter, a person asks for the next stretch. */
const operationsMost = 400;

const wanted: Readonly<Record<Filter, (row: PaymentRow) => boolean>> = {
  all: () => true,
  payable: ({ phase }) => phase === 'payable',
  paid: ({ phase }) => phase === 'paid',
  refunded: ({ phase, refunded, chargedBack }) =>
    phase === 'refunded' || refunded + chargedBack > 0,
  failed: ({ phase }) => phase === 'failed',
  open: ({ openOperations }) => openOperations > 0,
  twice: ({ order }) => order?.state === 'paid_twice',
};

/** Whether a person asks for it. */
const isFilter = (text: string | undefined): text is Filter =>
  (filters as readonly (string | undefined)[]).includes(text);

/** Which rows a person asks for: by what came of them, by how they are paid, and not from before a moment. */
function choiceOf({ filter, method }: Query, { since }: Stretch): (row: PaymentRow) => boolean {
  const isWanted = wanted[isFilter(filter) ? filter : 'all'];
  const isPaidBy = (row: PaymentRow): boolean =>
    method === undefined || (row.method ?? unknownMethod) === method;
  return (row) => isWanted(row) && isPaidBy(row) && Date.parse(row.lastAt) >= since;
}

type Stretch = { readonly since: EpochMs; readonly until: EpochMs };

/** Rows of completed operations, page by page, until enough of them are wanted. */
async function readCompleted(
  { target: { ledger } }: Gateway,
  { since, until }: Stretch,
  isWanted: (row: PaymentRow) => boolean,
): Promise<PaymentsPage> {
  const rows = new Map<string, PaymentRow>();
  let to: number | undefined = expiryAt(until);
  let operations = 0;
  while (to !== undefined && rows.size < rowsMost && operations < operationsMost) {
    const page: { operations: readonly Completed[]; next: number | undefined } =
      await newestCompleted(ledger, { from: expiryAt(since), to }, rowsMost);
    const ids = page.operations.filter(({ operation }) => isAboutPayment(operation));
    const records = readable(
      await readRecords(
        ledger,
        ids.map(({ id }) => id),
      ),
    );
    for (const row of (await rowsOf(ledger, records)).filter(isWanted)) {
      const key = `${row.provider} ${row.id}`;
      if (!rows.has(key)) rows.set(key, row);
    }
    operations += page.operations.length;
    to = page.next;
  }
  const next = to === undefined ? null : new Date(completedAt(to)).toISOString();
  return { rows: [...rows.values()], operations, next };
}

/** Rows of what is open: no index of time has it, and it is what people look for first. */
async function readOpen(
  { target: { ledger } }: Gateway,
  { since, until }: Stretch,
): Promise<PaymentRow[]> {
  const records = readable((await listOpen(ledger)).map(({ record }) => record));
  const within = records.filter(({ lastAt }) => lastAt >= since && lastAt <= until);
  return rowsOf(ledger, within);
}

/**
 * The payments of callers' newest requests, strictly by when they were asked for. What is open is all on the first page.
 *
 * @throws UsageError where a moment is none
 */
export async function payments(gateway: Gateway, query: Query): Promise<PaymentsPage> {
  const { filter, since, until, page } = query;
  const at = gateway.target.now();
  const stretch = {
    since: momentIn(since) ?? after(at, -400 * dayMs),
    until: momentIn(page) ?? momentIn(until) ?? after(at, dayMs),
  };
  const isWanted = choiceOf(query, stretch);
  const open = page === undefined ? (await readOpen(gateway, stretch)).filter(isWanted) : [];
  const completed =
    filter === 'open'
      ? { rows: [], operations: open.length, next: null }
      : await readCompleted(gateway, stretch, isWanted);
  const rows = new Map(
    [...completed.rows, ...open].map((row) => [`${row.provider} ${row.id}`, row]),
  );
  return { ...completed, rows: [...rows.values()].sort(newestFirst) };
}
