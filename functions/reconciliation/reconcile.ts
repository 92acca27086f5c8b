import type { AuditBook, Noted } from './reports.ts';
import { auditObjects } from './compare-objects.ts';
import { auditRecords } from './compare-records.ts';
import { after, dayMs, hourMs, isPast, type EpochMs } from '../platform/clock.ts';
import type { Window } from '../providers/contract.ts';
import { listsOf, type Ground } from './context.ts';
import type { About, Desk, Finding } from '../recovery/recover-provider.ts';
import { landedMs, listLagMs } from '../ledger/transitions.ts';
import { wholeSecond } from '../recovery/windows.ts';

/** What an audit did: how many objects and records it compared, and how many open operations it ended on the way. */
export type Audited = { objects: number; records: number; repaired: number };

/** An hour's objects are held in memory at a time. */
const stretchMs = hourMs;

/**
 * Compares what the providers have with what is on record, from where the last audit came to until just so long ago
 * that everything has landed and is listed. It writes a report, and ends open operations by the same transitions as the
 * reconciler; it never moves money. What was changed past the gateway on an object that was made before it does not see:
 * lists go by when an object was made. Where the time does not suffice the next audit goes on.
 *
 * @throws what the table or Secrets Manager threw; what was compared before is on report
 */
export async function audit(desk: Desk, book: AuditBook): Promise<Audited> {
  const startedAt = desk.now();
  const counts: Audited = { objects: 0, records: 0, repaired: 0 };
  const noted: Noted[] = [];
  const report = (finding: Finding, about: About): void => {
    noted.push({ finding, ...about });
    desk.report(finding, about);
  };
  const write = () =>
    book.write({ startedAt, counts: { ...counts, findings: noted.length }, noted });
  const to = wholeSecond(after(startedAt, -(landedMs + listLagMs)));
  for (const [provider, destination] of desk.destinations) {
    const secret = await destination.secret.current();
    // A merchant that has no account there fills none in.
    if (secret.secretKey === '') continue;
    const asking = { secret, signal: desk.until, line: desk.line };
    const looking = { destination, asking, now: desk.now };
    const ground: Ground = { desk: { ...desk, report }, provider, looking, counts };
    const from = (await book.cursor(provider)) ?? after(to, -dayMs);
    for (const window of stretches(ground, { from, to })) {
      if (desk.until.aborted || !(await auditStretch(ground, window))) break;
      await book.advance(provider, window.to);
      await write();
    }
  }
  await write();
  return counts;
}

/** Stretches of time without gaps; one for all where a list cannot be asked for a time. */
function* stretches(ground: Ground, { from, to }: Window): Generator<Window> {
  const isWhole = listsOf(ground).some(({ search }) => !search.takesWindow);
  let begin = from;
  while (!isPast(to, begin)) {
    const end = isWhole ? to : (Math.min(after(begin, stretchMs), to) as EpochMs);
    yield { from: begin, to: end };
    begin = end;
  }
}

/** Whether all of it could be read; what could not be is reported, and gone through again the next time. */
async function auditStretch(ground: Ground, window: Window): Promise<boolean> {
  const seen = await auditObjects(ground, window);
  return seen !== undefined && (await auditRecords(ground, window, seen));
}
