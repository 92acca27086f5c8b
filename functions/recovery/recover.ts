import { caseOf, type Case } from './open-operation.ts';
import { isPast, type EpochMs } from '../platform/clock.ts';
import { allEnded, concurrently } from '../platform/concurrently.ts';
import type { Due } from '../ledger/indexes.ts';
import type { Conclusion } from './conclude.ts';
import { resolveAt, type Desk, type Finding } from './recover-provider.ts';
import {
  postpone,
  postponeUnreadable,
  quietFrom,
  shards,
  type Progress,
} from '../ledger/transitions.ts';

/** Of each shard, most operations in one run. What is left is due in the next, a minute later. */
const perShardMost = 64;

/** Consistent reads of the table at a time. */
const readsAtOnce = 16;

/** How many operations were due, how many of them it ended, how many were open in all when it began, and how old the oldest is of those that were due. */
export type Run = {
  due: number;
  ended: number;
  open: number;
  oldestMs: number;
};

/** An open operation, and when its read became due: that is what a look that leaves it open puts off. */
type Opened = Case & { readonly seen: EpochMs };

/**
 * Reads at the providers what became of operations whose outcome nobody told, and ends those of which it shows enough.
 * It never moves money, and another run at the same time does no harm: both make the same conditional writes.
 *
 * @throws what the table's indexes or Secrets Manager threw, when every provider's operations have been gone through
 */
export async function reconcile(desk: Desk): Promise<Run> {
  const run: Run = { due: 0, ended: 0, open: 0, oldestMs: 0 };
  const byProvider = new Map<string, Opened[]>();
  for (const one of await readDue(desk, run)) {
    byProvider.set(one.provider, [...(byProvider.get(one.provider) ?? []), one]);
  }
  run.open = await desk.index.countOpen();
  await allEnded(
    [...byProvider].map(([provider, cases]) =>
      resolveAt(desk, { provider, cases }, (one, conclusion) =>
        leave(desk, { run, one }, conclusion),
      ),
    ),
  );
  return run;
}

/** What is due, each read consistently after the index named it; oldest first. */
async function readDue(desk: Desk, run: Run): Promise<readonly Opened[]> {
  const { index, table, now } = desk;
  const at = now();
  const numbers = Array.from({ length: shards }, (_, shard) => shard);
  const due = await Promise.all(numbers.map((shard) => index.due(shard, at, perShardMost)));
  const opened: Opened[] = [];
  await concurrently(due.flat(), { workers: readsAtOnce, until: desk.until }, async (each) => {
    const held = await table.get(each.id);
    if (held.kind !== 'held') return;
    const { entry } = held;
    if (entry === 'unreadable') return putAside(desk, each, 'unreadable');
    if (entry.state !== 'PENDING') return;
    run.due += 1;
    run.oldestMs = Math.max(run.oldestMs, at - entry.firstAt);
    const found = caseOf(entry, desk.catalogue);
    if (found === undefined) return putAside(desk, each, 'unknown_operation');
    opened.push({ ...found, seen: each.readAt });
  });
  return opened.sort((one, other) => one.entry.firstAt - other.entry.firstAt);
}

/** What this version can say nothing of must not stand before the rest. */
async function putAside(desk: Desk, { id, readAt }: Due, finding: Finding): Promise<void> {
  desk.report(finding, { operationId: id });
  await desk.table.update(id, postponeUnreadable(readAt, desk.now()));
}

const progressOf = (conclusion: Conclusion): Progress =>
  conclusion === 'missed' || conclusion === 'noticed' ? conclusion : 'none';

/** Counts an operation that a look ended, and puts off the next look at one that stays open. */
async function leave(
  { table, now, report }: Desk,
  { run, one: { entry, seen } }: { run: Run; one: Opened },
  conclusion: Conclusion,
): Promise<void> {
  if (conclusion === 'ended') {
    run.ended += 1;
    return;
  }
  if (conclusion === 'open' && isPast(quietFrom(entry), now())) {
    report('for_a_person', { operationId: entry.id });
  }
  const progress = progressOf(conclusion);
  await table.update(entry.id, postpone(entry, { seen, at: now(), progress }));
}
