import { allEnded } from '../platform/concurrently.ts';
import { whyOf } from '../platform/log.ts';
import type { EventSource } from '../providers/event-source.ts';
import { orderItems } from '../orders/order-items.ts';
import { emptyPlaces } from '../providers/provider-secret.ts';
import type { LedgerTable } from '../recovery/scheduled-function.ts';
import type { RecoveryContext } from '../recovery/recovery-context.ts';
import type { InboxContext } from './inbox-context.ts';
import { inboxStore } from './inbox-store.ts';

/** What a run goes on with. */
export type Contexts = {
  /** By the names of the providers. */
  readonly contexts: ReadonlyMap<string, InboxContext>;
  /** For the end of the run, which has failed where one was left out. @throws what the first secret threw that was not read */
  readonly expectAll: () => Promise<void>;
};

/**
 * What it takes to apply what each provider tells, by its name. A merchant that has no account at one fills in no
 * secret, and that one is left out. So is one whose secret cannot be read, which is reported: it holds up none of the
 * others.
 */
export async function contextsOf(
  recovery: RecoveryContext,
  { client, table }: LedgerTable,
  sources: readonly EventSource[],
): Promise<Contexts> {
  const inbox = inboxStore(client, table);
  const readOrder = (order: string) => orderItems(client, table, { order });
  const contexts = new Map<string, InboxContext>();
  const readings = sources.map(async (source) => {
    const access = recovery.providers.get(source.provider);
    if (access === undefined) return;
    if (emptyPlaces(access.provider, await access.secret.current()).length > 0) return;
    contexts.set(source.provider, { inbox, source, access, recovery, readOrder });
  });
  const results = await Promise.allSettled(readings);
  for (const [index, { provider }] of sources.entries()) {
    const result = results[index];
    if (result?.status !== 'rejected') continue;
    recovery.report('secret_not_read', { provider, why: whyOf(result.reason) });
  }
  return { contexts, expectAll: () => allEnded(readings) };
}
