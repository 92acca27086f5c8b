import type { DueOperation } from '../ledger/table/indexes.ts';
import { postponeRead, postponeUnreadable, type Progress } from '../ledger/lookup-schedule.ts';
import { isLongUnknown } from '../ledger/outgoing.ts';
import { quarantineEndsAt } from '../ledger/quarantine.ts';
import { markUnknown } from '../ledger/transitions.ts';
import { isPast, type EpochMs } from '../platform/clock.ts';
import { allEnded, concurrently } from '../platform/concurrently.ts';
import type { Conclusion } from './conclude.ts';
import { dueSlices, perShardMost } from './due-slices.ts';
import type { Finding } from './finding.ts';
import { openOperation, type OpenOperation } from './lookup/open-operation.ts';
import { searchWindowOf } from './lookup/windows.ts';
import { beginReads, type RunReads } from './reads.ts';
import { recoverProvider } from './recover-provider.ts';
import type { RecoveryContext } from './recovery-context.ts';

/** Slices at a time: while one waits for a list, another reads its records. */
const slicesAtOnce = 3;

/** Consistent reads of the table at a time, in each slice. */
const readsAtOnce = 16;

/** What a run did: how many operations were due that it came to, and how many of them it completed. */
export type Run = {
  due: number;
  recovered: number;
};

/** An open operation whose read is due, and since when: that is put off where a read leaves it open. */
type DueOpen = OpenOperation & { readonly seen: EpochMs };

/**
 * Reads at the providers what became of operations whose outcome is unknown, and completes those of which it shows
 * enough, until nothing is due or the time is over. It never moves money. Other runs at the same time do no harm: all
 * make the same conditional writes.
 *
 * @throws what the table's indexes or Secrets Manager threw, after what was begun has ended
 */
export async function recover(given: RecoveryContext): Promise<Run> {
  const context = { ...given, windowOf: searchWindowOf };
  const run: Run = { due: 0, recovered: 0 };
  const reads = new Map(
    [...context.providers.keys()].map((provider) => [
      provider,
      beginReads(context.reads?.get(provider), context.until),
    ]),
  );
  const areAllDown = (): boolean => [...reads.values()].every(({ isDown }) => isDown());
  const slices = dueSlices(context.indexes, {
    at: context.now(),
    // A few are enough to see whether one answers again.
    most: () => (areAllDown() ? 1 : perShardMost),
  });
  const worker = async (): Promise<void> => {
    // Where every provider is down, the records need not be read, either.
    while ([...reads.values()].some(({ isOver }) => !isOver())) {
      const slice = await slices.next();
      if (slice.done === true) return;
      await recoverSlice(context, { run, reads }, slice.value);
    }
  };
  await allEnded(Array.from({ length: slicesAtOnce }, worker));
  return run;
}

async function recoverSlice(
  context: RecoveryContext,
  { run, reads }: { run: Run; reads: ReadonlyMap<string, RunReads> },
  slice: readonly DueOperation[],
): Promise<void> {
  const opened = await readDue(context, run, slice);
  const names = new Set(opened.map(({ provider }) => provider.name));
  await allEnded(
    [...names].map(async (provider) => {
      const operations = opened.filter((open) => open.provider.name === provider);
      await recoverProvider(
        context,
        { provider, operations, reads: reads.get(provider) },
        (open, conclusion) => count(context, { run, open }, conclusion),
      );
    }),
  );
}

/**
 * The operations of a slice, each read consistently after the index named it; newest first, so that of what is read one
 * by one those which a run leaves are of one time.
 */
async function readDue(
  context: RecoveryContext,
  run: Run,
  slice: readonly DueOperation[],
): Promise<readonly DueOpen[]> {
  const opened: DueOpen[] = [];
  await concurrently(slice, { workers: readsAtOnce, until: context.until }, async (each) => {
    const stored = await context.store.get(each.id);
    if (stored.kind !== 'held') return;
    const { record } = stored;
    if (record === 'unreadable') return putAside(context, each, 'unreadable');
    if (record.state !== 'PENDING') return;
    run.due += 1;
    const open = openOperation(record, context.registry);
    if (open === undefined || !context.providers.has(open.provider.name)) {
      return putAside(context, each, 'unknown_operation');
    }
    opened.push({ ...open, seen: each.readAt });
  });
  return opened.sort((one, other) => other.record.firstAt - one.record.firstAt);
}

/** What this version cannot judge must not stand before the rest. */
async function putAside(
  context: RecoveryContext,
  { id, readAt }: DueOperation,
  finding: Finding,
): Promise<void> {
  context.report(finding, { operationId: id });
  await context.store.update(id, postponeUnreadable({ id, readAt }, context.now()));
}

const progressOf = (conclusion: Conclusion): Progress =>
  conclusion === 'not_found' || conclusion === 'observed' || conclusion === 'unanswered'
    ? conclusion
    : 'none';

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
  const at = now();
  if (isLongUnknown(record, at)) await store.update(record.id, markUnknown(record, at));
  const progress = progressOf(conclusion);
  await store.update(record.id, postponeRead(record, { seen, at, progress }));
}
