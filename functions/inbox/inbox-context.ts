import type { Item } from '../ledger/table/items.ts';
import type { RecoveryContext } from '../recovery/recovery-context.ts';
import type { EventSource } from '../providers/event-source.ts';
import type { ProviderAccess } from '../providers/client/provider-access.ts';
import type { InboxStore } from './inbox-store.ts';

/** All that it takes to apply what one provider tells: it reads at the provider, and never sends anything else. */
export type InboxContext = {
  readonly inbox: InboxStore;
  readonly source: EventSource;
  readonly access: ProviderAccess;
  readonly recovery: RecoveryContext;
  /** Everything that names an order, by `provider#number`. */
  readonly readOrder: (order: string) => Promise<readonly Item[]>;
};
