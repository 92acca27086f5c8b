import type { DueOperation } from '../ledger/table/indexes.ts';
import { postponeRead, postponeUnreadable, type Progress } from '../ledger/lookup-schedule.ts';
import { isLongUnknown } from '../ledger/outgoing.ts';
import { quarantineEndsAt } from '../ledger/quarantine.ts';
import { markUnknown, shards } from '../ledger/transitions.ts';
import { isPast, type EpochMs } from '../platform/clock.ts';
import { allEnded, concurrently } from '../platform/concurrently.ts';
import type { Conclusion } from './conclude.ts';
import type { Finding } from './finding.ts';
import { openOperation, type OpenOperation } from './lookup/open-operation.ts';
import { recoverProvider } from './recover-provider.ts';
import type { RecoveryContext } from './recovery-context.ts';

/** The most operations of each shard in one run. What is left is due in the next, a minute later. */
const perShardMost = 64;

/** Consistent reads of the table at a time. */
const readsAtOnce = 16;

/** What a run did: how many operations were due, and how many of them it completed. */
export type Run = {
  due: number;
  recovered: number;
};

/** An open operation whose read is due, and since when: that is put off where a read leaves it open. */
type DueOpen = OpenOperation & { readonly seen: EpochMs };

/**
 * Reads at the providers what became of operations whose outcome is unknown, and completes those of which it shows
 * enough. It never moves money. Another run at the same time does no harm: both make the same conditional writes.
 *
 * @throws what the table's indexes or Secrets Manager threw, after every provider's operations were gone through
 */
export async function recover(context: RecoveryContext): Promise<Run> {
  const run: Run = { due: 0, recovered: 0 };
  const byProvider = new Map<string, DueOpen[]>();
  for (const open of await readDue(context, run)) {
    const { name } = open.provider;
    byProvider.set(name, [...(byProvider.get(name) ?? []), open]);
  }
  await allEnded(
    [...byProvider].map(([provider, operations]) =>
      recoverProvider(context, { provider, operations }, (open, conclusion) =>
        count(context, { run, open }, conclusion),
      ),
    ),
  );
  return run;
}

/** The operations that are due, each read consistently after the index named it; oldest first. */
async function readDue(context: RecoveryContext, run: Run): Promise<readonly DueOpen[]> {
  const { indexes, store, now } = context;
  const at = now();
  const due = await Promise.all(shards.map((shard) => indexes.due(shard, at, perShardMost)));
  const opened: DueOpen[] = [];
  await concurrently(due.flat(), { workers: readsAtOnce, until: context.until }, async (each) => {
    const stored = await store.get(each.id);
    if (stored.kind !== 'held') return;
    const { record } = stored;
    if (record === 'unreadable') return putAside(context, each, 'unreadable');
    if (record.state !== 'PENDING') return;
    run.due += 1;
    if (isLongUnknown(record, at)) await store.update(record.id, markUnknown(record, at));
    const open = openOperation(record, context.registry);
    if (open === undefined) return putAside(context, each, 'unknown_operation');
    opened.push({ ...open, seen: each.readAt });
  });
  return opened.sort((one, other) => one.record.firstAt - other.record.firstAt);
}

/** What this version cannot judge must not stand before the rest. */
async function putAside(
  context: RecoveryContext,
  { id, readAt }: DueOperation,
  finding: Finding,
): Promise<void> {
  context.report(finding, { operationId: id });
  await context.store.update(id, postponeUnreadable(readAt, context.now()));
}

const progressOf = (conclusion: Conclusion): Progress =>
  conclusion === 'not_found' || conclusion === 'observed' ? conclusion : 'none';

/** Counts an operation that was completed, and puts off the next read of one that stays open. */
async function count(
  { store, now, report }: RecoveryContext,
  { run, open: { record, seen } }: { run: Run; open: DueOpen },
  conclusion: Conclusion,
): Promise<void> {
  if (conclusion === 'completed') {
    run.recovered += 1;
    return;
  }
  if (conclusion === 'open' && isPast(quarantineEndsAt(record), now())) {
    report('for_a_person', { operationId: record.id });
  }
  const progress = progressOf(conclusion);
  await store.update(record.id, postponeRead(record, { seen, at: now(), progress }));
}
