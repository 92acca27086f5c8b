import type { Call } from '../call.ts';
import { sharesMetadata, taxOfSession } from '../checkout-assumptions.ts';
import { addCustomer } from '../customers/add.ts';
import { cardIn } from '../customers/card.ts';
import { recordCustomer } from '../events/record.ts';
import { showCard } from '../payment-types/credit-card.ts';
import type { PaymentMethod } from '../payment-types/payment-types.ts';
import { addPayment } from '../payments/add.ts';
import { tokyoTimestamp } from '../protocol/timestamps.ts';
import { find } from '../state.ts';
import type { SessionEntry } from './session.ts';

/** Who pays a session, once the method was authorized and 3-D Secure is done. */
export type Payer = {
  readonly method: PaymentMethod;
  /** The customer whose stored card it is. */
  readonly customer: string | null;
  readonly email: string | null;
  readonly capture: boolean;
};

type Context = Pick<Call, 'state' | 'now' | 'origin'>;

/** Keeps the card for the customer whom the session names, or for a new one. */
function saveCustomer(entry: SessionEntry, payer: Payer, context: Context): string {
  const { state } = context;
  const method = cardIn(payer.method);
  const stored = entry.customerId === null ? undefined : find(state.customers, entry.customerId);
  if (stored === undefined) {
    return addCustomer({ email: payer.email, metadata: {}, method }, context).id;
  }
  stored.method = method;
  stored.customer.source = showCard(method);
  stored.customer.email = payer.email ?? stored.customer.email;
  recordCustomer('customer.updated', stored.customer, context);
  return stored.customer.id;
}

const withEmail = (method: PaymentMethod, email: string | null): PaymentMethod => ({
  ...method,
  email: method.email ?? email,
});

/** Completes a session: its payment is made, its customer is saved, and nobody can pay it again. */
export function completeEntry(entry: SessionEntry, payer: Payer, context: Context): void {
  const { now, origin } = context;
  if (entry.mode !== 'payment') entry.customerId = saveCustomer(entry, payer, context);
  if (entry.mode !== 'customer') {
    const terms = {
      amount: entry.amount,
      tax: taxOfSession,
      currency: entry.currency,
      customer: entry.customerId ?? payer.customer,
      description: null,
      external_order_num: entry.paymentData?.external_order_num ?? null,
      metadata: sharesMetadata ? entry.metadata : {},
      locale: entry.default_locale,
      session: entry.id,
      method: withEmail(payer.method, payer.email),
      capture: payer.capture,
      origin,
    };
    entry.paymentId = addPayment(terms, context).id;
  }
  entry.status = 'completed';
  entry.completed_at = tokyoTimestamp(now());
  entry.failure = null;
}
