import { inboxStore } from '../../../functions/inbox/inbox-store.ts';
import {
  after,
  hourMs,
  isPast,
  minuteMs,
  type EpochMs,
} from '../../../functions/platform/clock.ts';
import type { FoundOperation, Ledger } from '../../cli/open-operations.ts';
import type { Job } from '../api/health.ts';
import type { ReportRow } from '../api/findings.ts';
import type { Gateway } from './gateway.ts';

/* Whether the jobs that run by themselves have run, by the traces that they leave in the table. Pure but for one read. */

/** What runs every minute is late after so long. */
const lateMs = 10 * minuteMs;

/** What runs every half hour is late after so long. */
const missedMs = 3 * hourMs;

const iso = (ms: number): string => new Date(ms).toISOString();

/** The reconciliation leaves a report. */
export function reconciliationJob(reports: readonly ReportRow[], days: number, at: EpochMs): Job {
  const name = 'Reconciliation';
  const [last] = reports;
  if (last === undefined) {
    const says = `It has left no report in ${String(days)} days. A new stack has none on its first day; later, see the runbook.`;
    return { name, state: 'unknown', at: null, says };
  }
  const isLate = isPast(after(Date.parse(last.startedAt) as EpochMs, missedMs), at);
  const says = isLate
    ? 'It runs every half hour, and its last report is older. See its log.'
    : 'It runs every half hour, and has left a report.';
  return { name, state: isLate ? 'bad' : 'good', at: last.startedAt, says };
}

/** Recovery leaves a trace only in what is open: when each is to be read next. */
export function recoveryJob(open: readonly FoundOperation[], at: EpochMs): Job {
  const name = 'Recovery';
  const due = open.flatMap(({ record }) =>
    record === 'unreadable' || record.readAt === undefined ? [] : [record.readAt],
  );
  const late = due
    .filter((readAt) => isPast(after(readAt, lateMs), at))
    .sort((one, other) => one - other);
  const [oldest] = late;
  if (oldest !== undefined) {
    const says = `It runs every minute, and ${String(late.length)} reads are overdue, the oldest since then. See its log.`;
    return { name, state: 'bad', at: iso(oldest), says };
  }
  const says =
    due.length === 0
      ? 'Nothing is open, so it has nothing to do, and leaves no trace.'
      : 'It runs every minute, and no read is overdue.';
  return { name, state: 'good', at: null, says };
}

/** Catching up notes how far it has come, for each provider. */
export async function catchUpJobs(
  { client, table }: Ledger,
  providers: Gateway['providers'],
  at: EpochMs,
): Promise<Job[]> {
  const inbox = inboxStore(client, table);
  return Promise.all(
    providers.map(async ({ name: provider }) => {
      const name = `Catching up with ${provider}`;
      const upTo = await inbox.cursor(`${provider}#made`);
      if (upTo === undefined) {
        return { name, state: 'unknown', at: null, says: 'It has not run yet.' } as const;
      }
      const isLate = isPast(after(upTo, lateMs), at);
      const says = isLate
        ? 'It runs every minute, and has come no further. See its log.'
        : 'It runs every minute, and is up to date.';
      return { name, state: isLate ? 'bad' : 'good', at: iso(upTo), says } as const;
    }),
  );
}
