import type { Call } from '../call.ts';
import { isExpired, merchantName } from '../checkout-assumptions.ts';
import { methodOfSession, type SessionMethod } from '../payment-methods/of-session.ts';
import { paymentIn, type ShownPayment } from '../payments/in-version.ts';
import { findPayment } from '../payments/show.ts';
import { rejection } from '../protocol/errors.ts';
import { secureTokenOf, type SecureToken } from '../secure-tokens/secure-token.ts';
import { find, type Payment } from '../state.ts';
import type { SessionEntry } from './session.ts';

/** The members of an entry that are shown as they are. */
type Kept =
  | 'id'
  | 'mode'
  | 'amount'
  | 'currency'
  | 'default_locale'
  | 'return_url'
  | 'created_at'
  | 'cancelled_at'
  | 'completed_at'
  | 'status'
  | 'metadata';

/** A session as KOMOJU shows it. KOMOJU's client for Node, Session (seen 2026); `merchant_id` is for platforms only. */
export type Session = Pick<SessionEntry, Kept> & {
  resource: 'session';
  session_url: string;
  payment_methods: SessionMethod[];
  expired: boolean;
  merchant: { name: string };
  payment: ShownPayment | null;
  payment_data?: SessionEntry['paymentData'];
  customer_id?: string | null;
  secure_token?: SecureToken;
  line_items?: SessionEntry['lineItems'];
  email?: string;
};

/** The page of a session, below KOMOJU's origin. */
export const pageOf = ({ id }: Pick<SessionEntry, 'id'>, origin: string): string =>
  `${origin}/sessions/${id}`;

/** The payment of a session; null before it is paid, and in the mode `customer`. */
export const paymentOf = (
  { paymentId }: SessionEntry,
  at: Pick<Call, 'state' | 'now'>,
): Payment | null => (paymentId === null ? null : (findPayment(paymentId, at) ?? null));

type View = Pick<Call, 'state' | 'origin' | 'now' | 'version'>;

/** The payment of a session as a version of the API shows it; null where there is none. */
export function shownPaymentOf(
  entry: SessionEntry,
  view: Pick<View, 'state' | 'now' | 'version'>,
): ShownPayment | null {
  const payment = paymentOf(entry, view);
  return payment && paymentIn(view.version, payment, view.state.rests[payment.id]);
}

/** Members that only some sessions have. */
function optionalOf(entry: SessionEntry, { state, origin }: View): Partial<Session> {
  const { mode, paymentData, customerId, lineItems, email, secureTokenId } = entry;
  const token = secureTokenId === null ? undefined : find(state.secureTokens, secureTokenId);
  return {
    ...(paymentData !== null && { payment_data: paymentData }),
    ...(mode !== 'payment' && { customer_id: customerId }),
    ...(token !== undefined && { secure_token: secureTokenOf(token, origin) }),
    ...(lineItems !== null && { line_items: lineItems }),
    ...(email !== null && { email }),
  };
}

/** A session as KOMOJU shows it now. */
export function showEntry(entry: SessionEntry, view: View): Session {
  const { amount, currency, status } = entry;
  return {
    id: entry.id,
    resource: 'session',
    mode: entry.mode,
    amount,
    currency,
    session_url: pageOf(entry, view.origin),
    return_url: entry.return_url,
    default_locale: entry.default_locale,
    payment_methods: entry.paymentTypes.map((type) =>
      methodOfSession(type, { amount, currency, fee: view.state.fees[type] ?? 0 }),
    ),
    created_at: entry.created_at,
    cancelled_at: entry.cancelled_at,
    completed_at: entry.completed_at,
    status,
    expired: isExpired(status, entry.expiresAt, view.now()),
    merchant: { name: merchantName },
    metadata: entry.metadata,
    payment: shownPaymentOf(entry, view),
    ...optionalOf(entry, view),
  };
}

/** What is kept of the session that the path names. */
export function sessionEntry({ state, path }: Pick<Call, 'state' | 'path'>): SessionEntry {
  const entry = find(state.sessions, path['id'] ?? '');
  if (entry === undefined) throw rejection('not_found');
  return entry;
}

/** The session that the path names. */
export const showSession = (call: Call): Session => showEntry(sessionEntry(call), call);
