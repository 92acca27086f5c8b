import { outgoing, type OutgoingEvent } from '../../events/event.ts';
import { maskCardNumbers } from '../../platform/card-number.ts';
import type { PaymentView } from '../../providers/event-source.ts';
import { refundedOf } from './answer.ts';
import type { PaymentRecord } from './record.ts';

/** What goes out of a payment's new revision to other systems. */
export const paymentOutgoing = (
  provider: string,
  { revision, view, changedAt: at }: PaymentRecord,
  known: PaymentView | undefined,
): OutgoingEvent =>
  outgoing({
    ...{ type: 'payment.changed', at, subject: `${provider}/${view.id}`, revision },
    ...{ provider, payment: view.id, order: maskCardNumbers(view.order ?? '') },
    ...{ operation: view.reference, state: view.state, previous: known?.state },
    ...{ amount: view.total, refunded: refundedOf(view), currency: view.currency },
  });
