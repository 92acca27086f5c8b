import type { EventSource } from '../providers/event-source.ts';
import { orderItems } from '../orders/order-items.ts';
import { emptyPlaces } from '../providers/provider-secret.ts';
import type { LedgerTable } from '../recovery/scheduled-function.ts';
import type { RecoveryContext } from '../recovery/recovery-context.ts';
import type { InboxContext } from './inbox-context.ts';
import { inboxStore } from './inbox-store.ts';

/**
 * What it takes to apply what each provider tells, by its name. A merchant that has no account at one fills in no
 * secret, and that one is left out.
 */
export async function contextsOf(
  recovery: RecoveryContext,
  { client, table }: LedgerTable,
  sources: readonly EventSource[],
): Promise<ReadonlyMap<string, InboxContext>> {
  const inbox = inboxStore(client, table);
  const readOrder = (order: string) => orderItems(client, table, { order });
  const contexts = new Map<string, InboxContext>();
  for (const source of sources) {
    const access = recovery.providers.get(source.provider);
    if (access === undefined) continue;
    if (emptyPlaces(access.provider, await access.secret.current()).length > 0) continue;
    contexts.set(source.provider, { inbox, source, access, recovery, readOrder });
  }
  return contexts;
}
