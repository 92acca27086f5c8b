import type { PaymentView } from '../../providers/event-source.ts';
import { orderKey } from '../../providers/order-key.ts';
import type { InboxContext } from '../inbox-context.ts';
import { note } from '../note.ts';
import { attemptsIn, orderStateOf } from '../../orders/attempts.ts';

/** Notes an order of which two payments are paid: one of them is to be given back, and a person decides which. */
export async function checkOrder(context: InboxContext, { id, order }: PaymentView): Promise<void> {
  const { source, access, readOrder } = context;
  const key = orderKey(source.provider, order);
  if (key === undefined) return;
  const attempts = attemptsIn(await readOrder(key), access.provider);
  if (orderStateOf(attempts) !== 'paid_twice') return;
  const object = key.slice(source.provider.length + 1);
  await note(context, 'order_paid_twice', { object, payment: id });
}
