import {
  attemptsIn,
  orderStateOf,
  type Attempt,
  type OrderState,
} from '../../../functions/orders/attempts.ts';
import { orderItems } from '../../../functions/orders/order-items.ts';
import { registry } from '../../../functions/registry.ts';
import type { Ledger } from '../../cli/open-operations.ts';
import { nameIn } from './records.ts';

/** An order with every attempt to pay it. */
export type Order = {
  readonly provider: string;
  readonly number: string;
  readonly state: OrderState;
  readonly attempts: readonly Attempt[];
};

/**
 * What is on record of an order; undefined where nothing is.
 *
 * @param key `provider#number`
 */
export async function readOrder(
  { client, table }: Ledger,
  key: string,
): Promise<Order | undefined> {
  const { provider, id: number } = nameIn(key);
  const of = registry.providers.find(({ name }) => name === provider);
  if (of === undefined) return undefined;
  const items = await orderItems(client, table, { order: key });
  if (items.length === 0) return undefined;
  const attempts = attemptsIn(items, of);
  return { provider, number, state: orderStateOf(attempts), attempts };
}
