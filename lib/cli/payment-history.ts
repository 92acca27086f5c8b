import { entryOf, inOrder, withOrigins, type HistoryEntry } from '../../functions/inbox/history.ts';
import { paymentIndexes } from '../../functions/inbox/payment/indexes.ts';
import type { Item } from '../../functions/ledger/table/items.ts';
import { providers } from '../../functions/providers/providers.ts';
import type { Ledger } from './open-operations.ts';

/** Lines that are read; a payment has some tens. */
const most = 300;

/** A payment's history, oldest first. */
export type History = { readonly entries: readonly HistoryEntry[]; readonly isCut: boolean };

/** The history as its route answers it, of both, a payment and the session in which it was made. */
export async function readHistory(
  { client, table }: Ledger,
  { provider, id }: { readonly provider: string; readonly id: string },
): Promise<History> {
  const indexes = paymentIndexes(client, table);
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await indexes.history(`${provider}#${id}`, most, from);
    items.push(...page.items);
    from = page.next;
  } while (from !== undefined && items.length < most);
  const of = providers.find(({ name }) => name === provider);
  const entries = inOrder(items.map(entryOf), Object.keys(of?.phases ?? {}));
  return { entries: withOrigins(entries), isCut: from !== undefined };
}
