import type { OperationRecord } from '../../ledger/record.ts';
import { shards } from '../../ledger/transitions.ts';
import { after, hourMs, minuteMs } from '../../platform/clock.ts';
import { concurrently } from '../../platform/concurrently.ts';
import { indexLagMs } from '../next-look.ts';
import { lookAtSession, watchSession, type SessionContext } from '../sessions/look-at-session.ts';
import { watch } from './look-again.ts';

/** Reads at a provider at a time. */
const atOnce = 4;

/** Looks at what an operation has made or changed, and its provider does not tell of. */
async function lookAtResult(context: SessionContext, record: OperationRecord): Promise<void> {
  const object = record.result?.object;
  if (record.state !== 'SUCCEEDED' || object === undefined) return;
  const { source, access } = context;
  if (record.operation === source.polled) return watch(context, object);
  if (record.operation === access.provider.sessionOperation) return watchSession(context, record);
  return lookAtSession(context, object);
}

/** Begins to watch what was made since the last run, where its provider does not tell all. */
export async function watchNew(context: SessionContext): Promise<void> {
  const { inbox, recovery, source, access } = context;
  const watched = new Set([
    ...(source.polled === undefined ? [] : [source.polled]),
    ...(access.provider.sessionOperation === undefined ? [] : [access.provider.sessionOperation]),
    ...(source.sessions?.changedBy ?? []),
  ]);
  const name = `${source.provider}#made`;
  const to = after(recovery.now(), -indexLagMs);
  const from = after((await inbox.cursor(name)) ?? after(to, -hourMs), -minuteMs);
  const completed = await Promise.all(
    shards.map((shard) => recovery.indexes.completed(shard, { from, to })),
  );
  const ids = completed.flat().filter(({ operation }) => watched.has(operation));
  await concurrently(ids, { workers: atOnce, until: recovery.until }, async ({ id }) => {
    const stored = await recovery.store.get(id);
    // Then the cursor stays, and the next run comes by again.
    if (stored.kind === 'lost') throw stored.cause;
    if (stored.kind === 'held' && stored.record !== 'unreadable')
      await lookAtResult(context, stored.record);
  });
  if (!recovery.until.aborted) await inbox.moveCursor(name, to);
}
