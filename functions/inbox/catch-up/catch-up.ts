import { allEnded, concurrently } from '../../platform/concurrently.ts';
import type { EventSource } from '../../providers/event-source.ts';
import type { LedgerTable } from '../../recovery/scheduled-function.ts';
import type { RecoveryContext } from '../../recovery/recovery-context.ts';
import { apply } from '../apply.ts';
import { contextsOf } from '../contexts.ts';
import { namesIn } from '../items.ts';
import { lookAtSession, type SessionContext } from '../sessions/look-at-session.ts';
import { sessionStore } from '../sessions/session-store.ts';
import { lookAgain } from './look-again.ts';
import { paymentIndexes, type PaymentIndexes } from '../payment/indexes.ts';
import { readEvents } from './read-events.ts';
import { watchNew } from './watch-new.ts';

/** What a run did. */
export type CaughtUp = {
  /** Events that no webhook had told of. */
  missed: number;
  /** Received events that were gone on with, and payments and sessions that were looked at. */
  due: number;
};

/** The most of one provider in each shard in one run; what is left is due in the next. */
const perShardMost = 250;

/** Reads at a provider at a time. */
const atOnce = 4;

/** Goes on with what is due at one provider, the longest due first. Gives how much that is. */
async function doDue(context: SessionContext, indexes: PaymentIndexes): Promise<number> {
  const { recovery, source } = context;
  const due = await indexes.due(recovery.now(), perShardMost, source.provider);
  const { until } = recovery;
  await concurrently(due, { workers: atOnce, until }, async ({ partition }) => {
    const [provider, id] = namesIn(partition);
    if (partition.startsWith('PAY#')) return lookAgain(context, id);
    if (partition.startsWith('SES#')) return lookAtSession(context, id);
    const record = await context.inbox.event(provider, id);
    if (record?.state === 'received') await apply(context, record);
  });
  return due.length;
}

/**
 * What no webhook told: reads the providers' lists of events, goes on with events that are received and not applied, and
 * looks at payments that are due. It only reads at the providers, and goes through them side by side: one that hangs holds
 * up none of the others.
 *
 * @throws what the table or Secrets Manager threw, after every provider was gone through
 */
export async function catchUp(
  recovery: RecoveryContext,
  { client, table }: LedgerTable,
  sources: readonly EventSource[],
): Promise<CaughtUp> {
  const indexes = paymentIndexes(client, table);
  const sessions = sessionStore(client, table);
  const { contexts: found, expectAll } = await contextsOf(recovery, { client, table }, sources);
  const contexts = [...found.values()].map((context) => ({ ...context, sessions }));
  const run: CaughtUp = { missed: 0, due: 0 };
  await allEnded(
    contexts.map(async (context) => {
      await watchNew(context);
      run.missed += await readEvents(context);
      // With the rest of the time, for this may be much, and what is new would never be seen.
      run.due += await doDue(context, indexes);
    }),
  );
  await expectAll();
  return run;
}
