import { listLagMs, maxEffectAfterClaimMs } from '../ledger/quarantine.ts';
import { after, dayMs, earlier, hourMs, isPast, type EpochMs } from '../platform/clock.ts';
import { allEnded } from '../platform/concurrently.ts';
import type { ProviderAccess } from '../providers/client/provider-access.ts';
import { emptyPlaces } from '../providers/provider-secret.ts';
import type { Window } from '../providers/list-search.ts';
import type { About, Finding } from '../recovery/finding.ts';
import { wholeSecond } from '../recovery/lookup/windows.ts';
import { beginReads, unhurriedPerSecond } from '../recovery/reads.ts';
import type { RecoveryContext } from '../recovery/recovery-context.ts';
import { listsOf, type ReconciliationContext } from './context.ts';
import { reconcileStretch, type StretchEnd } from './reconcile-stretch.ts';
import type { Cursor, ReconciliationStore, ReportedFinding } from './reports.ts';
import { longestMs, nextLength, shorterLength } from './stretch.ts';

/**
 * What a run did: how many objects and records it compared, how many open operations it completed on the way, and how
 * far it was behind at its end, by the provider that is furthest: behind the newest that may be compared.
 */
export type Reconciled = { objects: number; records: number; repaired: number; lagMs: number };

/** By then everything that was sent has taken effect and is listed. */
export const restMs = maxEffectAfterClaimMs + listLagMs;

/**
 * Where all is well, it is behind by no more than the time between two runs. A stretch of which a read was not answered is
 * gone through again until then: what a short outage has hidden is seen, and one object that never answers holds up nothing.
 */
const lateMs = 2 * hourMs;

/**
 * Compares what the providers have with what is on record, from where the last run came to until so long ago that
 * everything has taken effect and is listed. It writes a report, and completes open operations by the same transitions
 * as recovery; it never moves money. It does not see what was changed past the gateway on an object that was made before:
 * lists go by when an object was made. Where the time does not suffice the next run goes on.
 *
 * @param keep keeps what was reported so far, wherever else it goes
 * @throws what the table or Secrets Manager threw; what was compared before is in the report
 */
export async function reconcile(
  recovery: RecoveryContext,
  store: ReconciliationStore,
  keep: () => Promise<void> = () => Promise.resolve(),
): Promise<Reconciled> {
  const startedAt = recovery.now();
  const counts: Reconciled = { objects: 0, records: 0, repaired: 0, lagMs: 0 };
  const findings: ReportedFinding[] = [];
  const reportOf =
    (provider: string) =>
    (finding: Finding, about: About): void => {
      findings.push({ finding, ...about });
      recovery.report(finding, { provider, ...about });
    };
  const writeReport = (): Promise<void> =>
    store.write({ startedAt, counts: { ...counts, findings: findings.length }, findings });
  /** What a stretch showed is kept before the next begins: a run that is killed then would not find it again. */
  const advance: ReconciliationStore['advance'] = async (...given) => {
    await writeReport();
    await keep();
    await store.advance(...given);
  };
  const to = wholeSecond(after(startedAt, -restMs));
  const one = async (provider: string, access: ProviderAccess): Promise<void> => {
    const secret = await access.secret.current();
    // A merchant that has no account there fills none in.
    if (emptyPlaces(access.provider, secret).length > 0) return;
    const reads = beginReads(recovery.reads?.get(provider), recovery.until, unhurriedPerSecond);
    const { gate, until } = reads;
    const report = reportOf(provider);
    const call = { secret, signal: until, line: recovery.line, gate };
    const lookups = { access, call, now: recovery.now, report };
    const context = { recovery: { ...recovery, report, until }, provider, lookups, reads, counts };
    const upTo = await goThrough(context, { store: { ...store, advance }, to });
    const lagMs = recovery.now() - restMs - upTo;
    counts.lagMs = Math.max(counts.lagMs, lagMs);
    if (lagMs > lateMs) report('reconciliation_late', { why: `${Math.floor(lagMs / hourMs)} h` });
  };
  try {
    // Side by side: one that hangs holds up none of the others.
    await allEnded([...recovery.providers].map((each) => one(...each)));
  } finally {
    await writeReport();
  }
  return counts;
}

/** Where it came to; at first a day back, which is kept, because otherwise each run that cannot read would begin later. */
async function beginOf(
  store: ReconciliationStore,
  provider: string,
  to: EpochMs,
): Promise<Required<Cursor>> {
  const known = await store.cursor(provider);
  const begin = { upTo: after(to, -dayMs), lengthMs: longestMs, ...known };
  if (known === undefined) await store.advance(provider, begin);
  return begin;
}

/** One stretch, which counts as not read where a read in it was not answered and it is not yet late. */
async function reconcileAnswered(
  context: ReconciliationContext,
  window: Window,
  isWhole: boolean,
): Promise<StretchEnd> {
  const unanswered = context.reads.unanswered();
  const end = await reconcileStretch(context, window, isWhole);
  const isLate = context.recovery.now() - restMs - window.from > lateMs;
  const isAnswered = context.reads.unanswered() === unanswered;
  return end === 'done' && !isAnswered && !isLate ? 'not_read' : end;
}

/** Goes through time, stretch by stretch and without gaps, and says to where. */
async function goThrough(
  context: ReconciliationContext,
  { store, to }: { store: ReconciliationStore; to: EpochMs },
): Promise<EpochMs> {
  const { provider, recovery, counts } = context;
  // A list that cannot be asked for a time is read from its newest each time: once is enough.
  const isOne = listsOf(context).some(({ search }) => !search.takesWindow);
  let { upTo, lengthMs } = await beginOf(store, provider, to);
  while (!isPast(to, upTo) && !recovery.until.aborted) {
    const end = isOne ? to : earlier(after(upTo, lengthMs), to);
    const before = counts.objects;
    switch (await reconcileAnswered(context, { from: upTo, to: end }, isOne)) {
      case 'too_long':
        lengthMs = shorterLength(lengthMs);
        break;
      case 'out_of_time':
        // The next run tries less at once.
        await store.advance(provider, { upTo, lengthMs: shorterLength(lengthMs) });
        return upTo;
      case 'not_read':
        return upTo;
      case 'done':
        if (end - upTo === lengthMs) lengthMs = nextLength(lengthMs, counts.objects - before);
        upTo = end;
        await store.advance(provider, { upTo, lengthMs });
    }
  }
  return upTo;
}
