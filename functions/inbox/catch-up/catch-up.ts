import { shards } from '../../ledger/transitions.ts';
import { after, hourMs, minuteMs, secondMs } from '../../platform/clock.ts';
import { allEnded, concurrently } from '../../platform/concurrently.ts';
import type { EventSource } from '../../providers/event-source.ts';
import type { LedgerTable } from '../../recovery/scheduled-function.ts';
import type { RecoveryContext } from '../../recovery/recovery-context.ts';
import { apply } from '../apply.ts';
import { contextsOf } from '../contexts.ts';
import type { InboxContext } from '../inbox-context.ts';
import { namesIn } from '../items.ts';
import { lookAgain, watch } from './look-again.ts';
import { paymentIndexes } from '../payment-indexes.ts';
import { readEvents } from './read-events.ts';

/** What a run did. */
export type CaughtUp = {
  /** Events that no webhook had told of. */
  missed: number;
  /** Received events that were gone on with, and payments that were looked at. */
  due: number;
};

/** The most of each shard in one run; what is left is due in the next. */
const perShardMost = 25;

/** Reads at a provider at a time. */
const atOnce = 4;

/** An index shows what was written so long ago. */
const indexLagMs = 10 * secondMs;

/** Goes on with whatever is due, the longest due first. */
async function doDue(
  contexts: ReadonlyMap<string, InboxContext>,
  indexes: ReturnType<typeof paymentIndexes>,
  { now, until }: RecoveryContext,
): Promise<number> {
  const due = await indexes.due(now(), perShardMost);
  await concurrently(due, { workers: atOnce, until }, async ({ partition }) => {
    const [provider, id] = namesIn(partition);
    const context = contexts.get(provider);
    if (context === undefined) return;
    if (partition.startsWith('PAY#')) return lookAgain(context, id);
    const record = await context.inbox.event(provider, id);
    if (record?.state === 'received') await apply(context, record);
  });
  return due.length;
}

/** Begins to watch the payments that were made since the last run, where their provider does not tell all. */
async function watchNew(context: InboxContext, operation: string): Promise<void> {
  const { inbox, recovery, source } = context;
  const name = `${source.provider}#made`;
  const to = after(recovery.now(), -indexLagMs);
  const from = after((await inbox.cursor(name)) ?? after(to, -hourMs), -minuteMs);
  const made = await Promise.all(
    shards.map((shard) => recovery.indexes.completed(shard, { from, to })),
  );
  const ids = made.flat().filter((each) => each.operation === operation);
  await concurrently(ids, { workers: atOnce, until: recovery.until }, async ({ id }) => {
    const stored = await recovery.store.get(id);
    if (stored.kind !== 'held' || stored.record === 'unreadable') return;
    const { state, result } = stored.record;
    if (state === 'SUCCEEDED' && result?.object !== undefined) await watch(context, result.object);
  });
  if (!recovery.until.aborted) await inbox.moveCursor(name, to);
}

/**
 * What no webhook told: goes on with events that are received and not applied, looks at payments that are due, and reads
 * the providers' lists of events. It only reads at the providers.
 *
 * @throws what the table or Secrets Manager threw, after every provider was gone through
 */
export async function catchUp(
  recovery: RecoveryContext,
  { client, table }: LedgerTable,
  sources: readonly EventSource[],
): Promise<CaughtUp> {
  const indexes = paymentIndexes(client, table);
  const contexts = await contextsOf(recovery, { client, table }, sources);
  const run: CaughtUp = { missed: 0, due: 0 };
  run.due = await doDue(contexts, indexes, recovery);
  await allEnded(
    [...contexts.values()].map(async (context) => {
      const { polled } = context.source;
      if (polled !== undefined) await watchNew(context, polled);
      run.missed += await readEvents(context);
    }),
  );
  return run;
}
