import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ClaimRequest } from '../ledger/claim.ts';
import { attemptsIn } from '../orders/attempts.ts';
import { orderItems } from '../orders/order-items.ts';
import type { Provider } from '../providers/provider.ts';

/** The header that says which other attempts to pay an order there are. */
export const orderAttemptsHeader = 'X-Order-Attempts';

/**
 * The other attempts to pay the order of a create: `paid=1, payable=2`; undefined where there is none, or where nobody
 * can say. It only informs, so it never throws, nothing waits for it but the answer, and one page suffices: a shop may
 * give all its payments the same number.
 */
export async function otherAttempts(
  { client, table }: { readonly client: DynamoDBClient; readonly table: string },
  provider: Provider,
  { id, order }: Pick<ClaimRequest, 'id' | 'order'>,
): Promise<string | undefined> {
  if (order === undefined) return undefined;
  const items = await orderItems(client, table, { order, pagesMost: 1 }).then(undefined, () => []);
  const others = attemptsIn(items, provider).filter((each) => each.operation !== id);
  const counts = (['paid', 'payable'] as const).flatMap((phase) => {
    const count = others.filter((attempt) => attempt.phase === phase).length;
    return count === 0 ? [] : [`${phase}=${count}`];
  });
  return counts.length === 0 ? undefined : counts.join(', ');
}
