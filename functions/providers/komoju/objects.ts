import * as z from 'zod/mini';
import type { ProviderObject } from '../outcome.ts';
import {
  Id,
  ifReadable,
  momentOf,
  referenceEntry,
  referenceOf,
  paymentObject,
  type Metadatable,
} from '../reference.ts';

export { addReferenceToMetadata } from '../reference.ts';

/**
 * What callers of KOMOJU may send and what its answers hold, as far as the gateway looks at it. All else passes
 * through untouched: KOMOJU is the judge of its own fields.
 */

/** A card network's amount field has twelve digits (ISO 8583, field 4): beyond it no amount is real. */
const amountMax = 999_999_999_999;

const amountError = { error: `must be a whole number from 1 to ${amountMax}` };

/**
 * In the currency's smallest unit; older clients send it as a string of digits, some with a fraction of zeros, which is
 * taken away: `"1000.0000"` means 1000.
 */
export const Amount = z.union(
  [
    z.int(amountError).check(z.gte(1, amountError), z.lte(amountMax, amountError)),
    z.pipe(
      z.string(amountError).check(z.regex(/^[1-9]\d{0,11}(\.0{1,12})?$/, amountError)),
      z.transform((text: string) => text.replace(/\..*$/, '')),
    ),
  ],
  amountError,
);

/** The same, or nothing: a session that stores a customer's card may be for 0. */
export const AmountOrZero = z.union([z.literal([0, '0']), Amount], amountError);

export const Currency = z
  .string({ error: 'must be a three-letter code' })
  .check(z.regex(/^[A-Za-z]{3}$/, { error: 'must be a three-letter code' }));

const pairsError = { error: 'must be a set of key-value pairs' };

/** PHP writes no pairs as an empty list. */
const noPairs = z.pipe(
  z.array(z.unknown()).check(z.maxLength(0)),
  z.transform((): Record<string, unknown> => ({})),
);

export const Metadata = z.nullable(
  z.union([z.record(z.string(), z.unknown()), noPairs], pairsError),
);

const WithMetadata = z.looseObject({ metadata: z.optional(z.nullable(z.looseObject({}))) });

/** Whether a change of an object would replace its metadata, and with them the id that its create left there. */
export const sendsMetadata = (body: Metadatable): boolean => body.metadata !== undefined;

/**
 * The metadata of a change, with the entry that the object's create left there. Whether KOMOJU replaces metadata or
 * merges them is not documented; the entry is right in both cases.
 */
export function keepReference<Sent extends Metadatable>(
  body: Sent,
  { found }: { found: unknown },
): Sent | (Sent & { metadata: object }) {
  if (!sendsMetadata(body)) return body;
  const reference = referenceOf(WithMetadata.safeParse(found).data?.metadata);
  const sent = Object.entries(body.metadata ?? {}).filter(([name]) => name !== referenceEntry);
  const kept = reference === undefined ? [] : [[referenceEntry, reference]];
  return { ...body, metadata: Object.fromEntries([...sent, ...kept]) as object };
}

/** The states of a payment ("Payment", seen 2026). */
const paymentStatuses = [
  ...(['pending', 'authorized', 'captured', 'refunded'] as const),
  ...(['cancelled', 'expired', 'failed'] as const),
] as const;

/** A payment's state that the gateway knows; of another one nobody knows what it means. */
export const PaymentStatus = z.enum(paymentStatuses);

export type PaymentStatus = (typeof paymentStatuses)[number];

const Text = ifReadable(z.string());
const Count = ifReadable(z.number());

const Payment = z.looseObject({
  id: Id,
  status: Text,
  amount: Count,
  currency: Text,
  metadata: ifReadable(z.looseObject({})),
  created_at: Text,
  // Its Node client's types, seen 2026.
  session: Text,
});

/** A payment as KOMOJU answers reads, captures and updates with it. Its reference names its create, not this. */
export function parsePayment(body: unknown): ProviderObject | undefined {
  const { data: payment } = Payment.safeParse(body);
  return payment && paymentObject(payment);
}

/** The payment that a create made: it carries the create's operation id. */
export function parseNewPayment(body: unknown): ProviderObject | undefined {
  const { data: payment } = Payment.safeParse(body);
  if (payment === undefined) return undefined;
  const { metadata, created_at, session } = payment;
  return {
    ...paymentObject(payment),
    reference: referenceOf(metadata),
    session,
    at: momentOf(created_at),
  };
}

const Customer = z.looseObject({
  id: Id,
  metadata: ifReadable(z.looseObject({})),
  created_at: Text,
});

/** A customer as KOMOJU answers reads and changes with it. Its reference names its create, not this. */
export function parseCustomer(body: unknown): ProviderObject | undefined {
  const { data: customer } = Customer.safeParse(body);
  return customer && { id: customer.id };
}

/** The customer that a create made: it carries the create's operation id. */
export function parseNewCustomer(body: unknown): ProviderObject | undefined {
  const { data: customer } = Customer.safeParse(body);
  return (
    customer && {
      id: customer.id,
      reference: referenceOf(customer.metadata),
      at: momentOf(customer.created_at),
    }
  );
}
