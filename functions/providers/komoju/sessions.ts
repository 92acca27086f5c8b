import * as z from 'zod/mini';
import type { EpochMs } from '../../platform/clock.ts';
import type { Observation } from '../contract.ts';
import type { Window } from '../list-search.ts';
import { nothing, seen } from '../observation.ts';
import type { ProviderObject } from '../outcome.ts';
import { Id, ifReadable, memberOf, Moment, momentOf, referenceOf } from '../reference.ts';
import { PaymentStatus } from './objects.ts';

/*
 * KOMOJU's hosted checkout: a session is an order with a page on which the customer pays (its Node client's types and
 * documentation "Sessions", seen 2026). A session that is completed is not yet paid: that is its payment's to say.
 */

const Session = z.looseObject({
  id: Id,
  status: ifReadable(z.string()),
  amount: ifReadable(z.number()),
  currency: ifReadable(z.string()),
  metadata: ifReadable(z.looseObject({})),
  created_at: ifReadable(z.string()),
});
type Session = z.infer<typeof Session>;

const sessionObject = ({ id, status, amount, currency }: Session): ProviderObject => ({
  id,
  resource: id,
  state: status,
  amount,
  currency,
});

/** A session as reads and its cancellation answer with it. Its reference names its create, not these. */
export function parseSession(body: unknown): ProviderObject | undefined {
  const { data: session } = Session.safeParse(body);
  return session && sessionObject(session);
}

/** The session that a create made: it carries the create's operation id. */
export function parseNewSession(body: unknown): ProviderObject | undefined {
  const { data: session } = Session.safeParse(body);
  if (session === undefined) return undefined;
  const { metadata, created_at } = session;
  return {
    ...sessionObject(session),
    reference: referenceOf(metadata),
    at: momentOf(created_at),
  };
}

const Paid = z.looseObject({
  status: z.string(),
  payment: ifReadable(z.looseObject({ status: ifReadable(z.string()) })),
});

/**
 * The answer to the payment of a session, which has no id of its own. An answer with an error is none, whatever its
 * status: KOMOJU's plugins find errors in answers with 200.
 */
export function parseSessionPayment(
  body: unknown,
  { path: { sessionId } }: { readonly path: { readonly sessionId: string } },
): ProviderObject | undefined {
  const { data } = Paid.safeParse(body);
  if (data === undefined || 'error' in data) return undefined;
  return { id: sessionId, resource: sessionId, state: data.payment?.status };
}

const Status = z.enum(['pending', 'completed', 'cancelled']);

const Cancelled = z.looseObject({ id: Id, status: Status, cancelled_at: z.nullable(Moment) });

/** A session that was cancelled after its cancellation was first asked for. */
export function showsSessionCancellation(
  found: unknown,
  { window }: { readonly window: Window },
): Observation {
  if (found === undefined) return nothing;
  const { data, error } = Cancelled.safeParse(found);
  if (data === undefined) return { kind: 'unclear', why: memberOf(error) };
  if (data.status !== 'cancelled') return nothing;
  const at = momentOf(data.cancelled_at);
  if (at === undefined) return { kind: 'unclear', why: 'cancelled_at' };
  const session = at >= window.from ? parseSession(found) : undefined;
  return seen(session && { ...session, at });
}

const Payable = z.looseObject({
  id: Id,
  status: Status,
  expired: z.boolean(),
  completed_at: z.nullable(Moment),
  payment: z.optional(z.nullable(z.looseObject({ status: PaymentStatus, created_at: Moment }))),
});
type Payable = z.infer<typeof Payable>;

/** The member that would have to say more before anything is concluded; undefined where nobody can pay any more. */
function gapIn({ status, expired, completed_at, payment }: Payable): string | undefined {
  // Its payment is what a caller wants to know. A session that only stores a card says null.
  if (status === 'completed' && payment === undefined) return 'payment';
  if (status === 'completed') return completed_at === null ? 'completed_at' : undefined;
  return status === 'cancelled' || expired ? undefined : 'expired';
}

/** When a session was paid, or was completed without a payment. */
const paidAt = ({ payment, completed_at }: Payable): EpochMs | undefined =>
  momentOf(payment?.created_at ?? completed_at);

/**
 * A payment that a session was given after its payment was first asked for: who pays on the page and who pays by a
 * request pay the same session, which is paid once. While a session can still be paid, its customer may be at the bank:
 * that no payment is there proves nothing.
 */
export function showsSessionPayment(
  found: unknown,
  { window }: { readonly window: Window },
): Observation {
  if (found === undefined) return nothing;
  const { data, error } = Payable.safeParse(found);
  if (data === undefined) return { kind: 'unclear', why: memberOf(error) };
  const gap = gapIn(data);
  const at = gap === 'payment' ? undefined : paidAt(data);
  if (at !== undefined && at >= window.from) {
    const { id, payment } = data;
    return seen({ id, resource: id, state: payment?.status, at });
  }
  return gap === undefined ? nothing : { kind: 'unclear', why: gap };
}
