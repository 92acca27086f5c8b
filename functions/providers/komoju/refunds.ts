import * as z from 'zod/mini';
import type { Observation, Unclear } from '../contract.ts';
import type { Window } from '../list-search.ts';
import type { ProviderObject } from '../outcome.ts';
import { Id, ifReadable, memberOf, Moment, momentOf } from '../reference.ts';
import { PaymentStatus } from './objects.ts';

/*
 * A refund has no metadata, so the operation's id stands in its description: at the beginning, because whatever cuts a
 * description (KOMOJU's documents name no length; 255 characters are usual) leaves that whole.
 */

/** Characters that a description may have with the reference before it. */
const descriptionMax = 255;

const referenceAtStart = /^\[(op_[0-9A-Z]{26})\]/;

/** `[op_…26 characters]` and a blank. */
const referenceLength = 32;

/** What a caller may write. */
const textMax = descriptionMax - referenceLength;

const textError = {
  error: `must be text of at most ${textMax} characters: the gateway's reference takes ${referenceLength} of ${descriptionMax}`,
};

/** A refund's description as a caller may send it. */
export const RefundDescription = z.string(textError).check(z.maxLength(textMax, textError));

/** The operation id and the caller's text. */
export const addReferenceToDescription = (
  description: string | null | undefined,
  reference: string,
): string =>
  [`[${reference}]`, description].filter((part) => part != null && part !== '').join(' ');

/** The operation id at the beginning of a description. */
export const referenceIn = (description: string | null | undefined): string | undefined =>
  referenceAtStart.exec(description ?? '')?.[1];

const AnsweredRefund = z.looseObject({
  id: Id,
  amount: ifReadable(z.number()),
  currency: ifReadable(z.string()),
  // In another form it is not ours.
  description: z.catch(z.optional(z.nullable(z.string())), ''),
  status: ifReadable(z.string()),
  created_at: ifReadable(z.string()),
});
type AnsweredRefund = z.infer<typeof AnsweredRefund>;

const Answered = z.looseObject({
  id: Id,
  status: ifReadable(z.string()),
  refunds: z.optional(z.nullable(z.array(AnsweredRefund))),
});

/**
 * The refund that an answer to a refund is about: the one that carries our operation id, never the newest one. Where the
 * key was used before, a long time ago, an older refund has the same id.
 *
 * An answer without refunds, or with a new one where none has a description, does not say which it is: no refund is
 * named then. It is a yes all the same, for not every version of KOMOJU's API need show these members. A list in which
 * ours would have shown and does not is no answer to our request.
 */
export function parseRefund(
  body: unknown,
  { reference, since }: { readonly reference: string; readonly since: number },
): ProviderObject | undefined {
  const { data: payment } = Answered.safeParse(body);
  if (payment === undefined) return undefined;
  const { id: resource, status, refunds } = payment;
  const unnamed = { resource, state: status };
  if (refunds == null) return unnamed;
  const recent = refunds.filter(({ created_at }) => (momentOf(created_at) ?? since) >= since);
  const [refund, ...others] = recent.filter(
    ({ description }) => referenceIn(description) === reference,
  );
  if (others.length > 0) return undefined;
  if (refund !== undefined) return { ...refundObject(refund, { resource, status }), reference };
  return recent.length === 0 || refunds.some(isDescribed) ? undefined : unnamed;
}

const isDescribed = ({ description }: AnsweredRefund): boolean => description != null;

const refundObject = (
  { id, amount, currency, status: own, created_at }: AnsweredRefund,
  { resource, status }: { readonly resource: string; readonly status: string | undefined },
): ProviderObject => ({
  id,
  resource,
  state: own ?? status,
  amount,
  currency,
  at: momentOf(created_at),
});

const Refund = z.looseObject({
  id: Id,
  amount: z.number(),
  currency: ifReadable(z.string()),
  description: z.nullable(z.string()),
  status: z.optional(z.nullable(z.string())),
  created_at: Moment,
  chargeback: z.optional(z.nullable(z.boolean())),
});

const Refunded = z.looseObject({
  id: Id,
  status: PaymentStatus,
  captured_at: z.nullable(Moment),
  refunds: z.array(Refund),
});

/** Every refund of a payment that no bank has taken back; not understood where a member is missing. */
function refundsIn(found: unknown): readonly ProviderObject[] | Unclear {
  const { data: payment, error } = Refunded.safeParse(found);
  if (payment === undefined) return { kind: 'unclear', why: memberOf(error) };
  return payment.refunds
    .filter(({ chargeback }) => chargeback !== true)
    .map(({ id, amount, currency, description, status, created_at }) => ({
      id,
      resource: payment.id,
      state: status ?? payment.status,
      amount,
      currency,
      reference: referenceIn(description),
      at: momentOf(created_at),
    }));
}

/**
 * The refunds of this operation. A refund of the window that carries nobody's reference could be ours, so it is no sign
 * that ours was not made.
 */
export function showsRefund(
  found: unknown,
  { reference, window }: { readonly reference: string; readonly window: Window },
): Observation {
  if (found === undefined) return { kind: 'seen', objects: [] };
  const refunds = refundsIn(found);
  if ('kind' in refunds) return refunds;
  const since = refunds.filter(({ at }) => at !== undefined && at >= window.from);
  const ours = since.filter((refund) => refund.reference === reference);
  const couldBe = since.filter(({ reference: of, at = 0 }) => of === undefined && at <= window.to);
  return { kind: 'seen', objects: ours, couldBe };
}

/**
 * The refunds in a payment of a list. Left out is the rest of a partial capture, which before KOMOJU's version 2025-01-28
 * looks like a refund of the same second.
 */
export function refundsOf(item: unknown): readonly ProviderObject[] | undefined {
  const refunds = refundsIn(item);
  if ('kind' in refunds) return undefined;
  const capturedAt = momentOf((item as { captured_at?: string | null }).captured_at);
  return refunds.filter(({ at, reference }) => reference !== undefined || at !== capturedAt);
}
