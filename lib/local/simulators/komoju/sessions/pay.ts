import type { Call } from '../call.ts';
import {
  authenticationFailure,
  captureOf,
  hasApp,
  isExpired,
  notPayable,
} from '../checkout-assumptions.ts';
import {
  authorizeMethod,
  takePaymentMethod,
  type Price,
  type TakenMethod,
} from '../payment-method.ts';
import { typeOf } from '../payment-types/payment-types.ts';
import { readCapture } from '../payments/capture-word.ts';
import type { ShownPayment } from '../payments/in-version.ts';
import { rejection } from '../protocol/errors.ts';
import { readText } from '../protocol/fields.ts';
import { addSecureToken } from '../secure-tokens/add.ts';
import { authenticationUrl } from '../secure-tokens/secure-token.ts';
import { find, type Customer } from '../state.ts';
import { completeEntry } from './complete.ts';
import { onwardOf } from './onward.ts';
import type { SessionEntry, SessionStatus } from './session.ts';
import { paymentOf, sessionEntry, shownPaymentOf } from './show.ts';

/** The answer to a pay request. KOMOJU's client for Node, PaySessionResponse (seen 2026). */
export type PayAnswer = {
  redirect_url: string | null;
  status: SessionStatus;
  payment?: ShownPayment | null;
  app_url?: string;
  customer?: Customer;
};

export const isPayable = ({ status, expiresAt }: SessionEntry, now: number): boolean =>
  status === 'pending' && !isExpired(status, expiresAt, now);

/** What is paid: nothing in the mode `customer`, and as with any payment never 0 in the others. */
function priceOf({ mode, amount, currency }: SessionEntry): Price | undefined {
  if (mode === 'customer') return undefined;
  if (amount === 0) throw rejection('invalid_parameter', 'amount', 'must be greater than 0');
  return { amount, currency };
}

/** The payment method of the request, of a type that the session allows, and authorized. */
function takeMethod(call: Call, entry: SessionEntry): TakenMethod {
  const taken = takePaymentMethod(call, priceOf(entry));
  if (!entry.paymentTypes.includes(typeOf(taken.method))) {
    throw rejection('invalid_payment_type', 'payment_details');
  }
  authorizeMethod(taken.method, call);
  return taken;
}

function answerOf(entry: SessionEntry, call: Call): PayAnswer {
  const payment = paymentOf(entry, call);
  const customer = entry.mode === 'payment' ? null : entry.customerId;
  const saved = customer === null ? undefined : find(call.state.customers, customer)?.customer;
  const other = payment?.payment_details['redirect_url'];
  return {
    redirect_url: onwardOf(entry, call),
    status: entry.status,
    ...(payment !== null && { payment: shownPaymentOf(entry, call) }),
    ...(payment !== null &&
      typeof other === 'string' &&
      hasApp(payment.payment_details.type) && { app_url: other }),
    ...(saved !== undefined && { customer: saved }),
  };
}

/**
 * Pays a session. A card may need its bank's agreement first: nothing is paid then, and the answer leads to the page of
 * 3-D Secure. A declined try leaves the session as it was. `fraud_details` are taken and not looked at.
 *
 * @param isOnPage whether the customer is on the hosted page
 */
export function payEntry(call: Call, isOnPage: boolean): PayAnswer {
  const { fields, state, origin } = call;
  const entry = sessionEntry(call);
  if (!isPayable(entry, call.now())) throw rejection(notPayable);
  const capture = captureOf(readCapture(fields), entry.paymentData?.capture !== 'manual');
  const email = readText(fields, 'customer_email', 255) ?? entry.email;
  const { method, customer, isVerified } = takeMethod(call, entry);
  entry.failure = null;

  if (method.kind === 'credit_card' && !isVerified) {
    const { id, amount, currency, return_url: returnUrl } = entry;
    const session = { id, capture, email, isOnPage };
    const given = { method, customer, amount, currency, returnUrl, session };
    const token = addSecureToken(state, given, call.now());
    entry.secureTokenId = token.id;
    if (token.status === 'ERRORED') throw rejection(authenticationFailure);
    if (token.status === 'NEEDS_VERIFY') {
      return { redirect_url: authenticationUrl(origin, token.id), status: entry.status };
    }
    token.isSpent = true;
  }
  completeEntry(entry, { method, customer, email, capture }, call);
  return answerOf(entry, call);
}

/** Pays the session that the path names, by request: the merchant's own page has the payment details, or a token. */
export const paySession = (call: Call): PayAnswer => payEntry(call, false);
