import { listLagMs, maxEffectAfterClaimMs } from '../ledger/quarantine.ts';
import { after, dayMs, hourMs, isPast, type EpochMs } from '../platform/clock.ts';
import { allEnded } from '../platform/concurrently.ts';
import type { ProviderAccess } from '../providers/client/provider-access.ts';
import type { Window } from '../providers/list-search.ts';
import { emptyPlaces } from '../providers/provider-secret.ts';
import type { About, Finding } from '../recovery/finding.ts';
import type { RecoveryContext } from '../recovery/recovery-context.ts';
import { wholeSecond } from '../recovery/lookup/windows.ts';
import { compareObjects } from './compare-objects.ts';
import { compareRecords } from './compare-records.ts';
import { listsOf, type ReconciliationContext } from './context.ts';
import type { ReconciliationStore, ReportedFinding } from './reports.ts';

/** What a run did: how many objects and records it compared, and how many open operations it completed on the way. */
export type Reconciled = { objects: number; records: number; repaired: number };

/** The objects of an hour are held in memory at a time. */
const stretchMs = hourMs;

/**
 * Compares what the providers have with what is on record, from where the last run came to until so long ago that
 * everything has taken effect and is listed. It writes a report, and completes open operations by the same transitions
 * as recovery; it never moves money. It does not see what was changed past the gateway on an object that was made before:
 * lists go by when an object was made. Where the time does not suffice the next run goes on.
 *
 * @throws what the table or Secrets Manager threw; what was compared before is in the report
 */
export async function reconcile(
  recovery: RecoveryContext,
  store: ReconciliationStore,
): Promise<Reconciled> {
  const startedAt = recovery.now();
  const counts: Reconciled = { objects: 0, records: 0, repaired: 0 };
  const findings: ReportedFinding[] = [];
  const reportOf =
    (provider: string) =>
    (finding: Finding, about: About): void => {
      findings.push({ finding, ...about });
      recovery.report(finding, { provider, ...about });
    };
  const write = () =>
    store.write({ startedAt, counts: { ...counts, findings: findings.length }, findings });
  const to = wholeSecond(after(startedAt, -(maxEffectAfterClaimMs + listLagMs)));
  const reconcileProvider = async (provider: string, access: ProviderAccess): Promise<void> => {
    const secret = await access.secret.current();
    // A merchant that has no account there fills none in.
    if (emptyPlaces(access.provider, secret).length > 0) return;
    const call = { secret, signal: recovery.until, line: recovery.line };
    const report = reportOf(provider);
    const lookups = { access, call, now: recovery.now, report };
    const context = { recovery: { ...recovery, report }, provider, lookups, counts };
    const from = (await store.cursor(provider)) ?? after(to, -dayMs);
    for (const window of stretches(context, { from, to })) {
      if (recovery.until.aborted || !(await reconcileStretch(context, window))) break;
      await store.advance(provider, window.to);
      await write();
    }
  };
  // Side by side: one that hangs holds up none of the others.
  await allEnded([...recovery.providers].map((each) => reconcileProvider(...each)));
  await write();
  return counts;
}

/** Stretches of time without gaps; one for all where a list cannot be asked for a time. */
function* stretches(context: ReconciliationContext, { from, to }: Window): Generator<Window> {
  const isWhole = listsOf(context).some(({ search }) => !search.takesWindow);
  let begin = from;
  while (!isPast(to, begin)) {
    const end = isWhole ? to : (Math.min(after(begin, stretchMs), to) as EpochMs);
    yield { from: begin, to: end };
    begin = end;
  }
}

/** Whether all of it could be read. What could not be is reported, and gone through again the next time. */
async function reconcileStretch(context: ReconciliationContext, window: Window): Promise<boolean> {
  const seen = await compareObjects(context, window);
  return seen !== undefined && (await compareRecords(context, window, seen));
}
