import * as z from 'zod/mini';
import type { ListSearch } from '../list-search.ts';
import type { ProviderObject } from '../outcome.ts';
import {
  dated,
  Id,
  ifReadable,
  Moment,
  momentOf,
  referenceEntry,
  referenceOf,
  paymentObject,
  ShownMetadata,
  type Metadatable,
} from '../reference.ts';

/**
 * What callers of Coiney may send and what its answers hold, as far as the gateway looks at it. All else passes through
 * untouched: Coiney is the judge of its own fields.
 */

/** Its documents say 100 yen or more, a schema beside them 1: the larger one is right in both cases. */
const amountMin = 100;
/** A card network's amount field has twelve digits (ISO 8583, field 4): beyond it no amount is real. */
const amountMax = 999_999_999_999;

const amountError = { error: `must be a whole number from ${amountMin} to ${amountMax}` };

/** In yen. Always a number: Coiney takes JSON only. */
export const Amount = z
  .int(amountError)
  .check(z.gte(amountMin, amountError), z.lte(amountMax, amountError));

export const Currency = z
  .string({ error: 'must be a currency code' })
  .check(z.regex(/^[A-Za-z]{3}$/, { error: 'must be a currency code' }));

const dateError = { error: 'must be a date of the calendar, as 2030-12-31' };

/** The last day on which a link can be paid. What is read is another member, validUntil, with a time. */
export const ExpiredOn = z
  .string(dateError)
  .check(z.regex(/^\d{4}-\d\d-\d\d$/, dateError), z.refine(isOfCalendar, dateError));

function isOfCalendar(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
}

/** Coiney's limits (documentation "Metadata"): entries of an object, characters of a key and of a value. */
const entriesMax = 20;
const keyMax = 40;
const valueMax = 500;

const Key = z.string().check(z.minLength(1), z.maxLength(keyMax));
const valueError = { error: `must be text of 1 to ${valueMax} characters` };
const Value = z
  .string(valueError)
  .check(z.minLength(1, valueError), z.maxLength(valueMax, valueError));

const pairsError = { error: `must be pairs of a name of 1 to ${keyMax} characters and a text` };

/** One entry is the gateway's own, whether the caller sent one of that name or not. */
const leavesRoom = (metadata: object): boolean =>
  Object.keys(metadata).filter((name) => name !== referenceEntry).length < entriesMax;

const roomError = {
  error: `must have at most ${entriesMax - 1} entries: one more is the gateway's`,
};

export const Metadata = z.record(Key, Value, pairsError).check(z.refine(leavesRoom, roomError));

/** Of a change: it is merged into what is there, and null takes an entry away. */
export const MetadataChange = z
  .record(Key, z.nullable(Value), pairsError)
  .check(z.refine(leavesRoom, roomError));

/** The metadata of a change without the gateway's entry, so that nobody can remove it: Coiney merges, and the entry stays. */
export function leaveReference<Sent extends Metadatable>(body: Sent): Sent {
  if (body.metadata === undefined) return body;
  const sent = Object.entries(body.metadata as object).filter(([name]) => name !== referenceEntry);
  return { ...body, metadata: Object.fromEntries(sent) };
}

/** Coiney has no member for the merchant's order: whoever wants to ask by it writes it here, among the metadata. */
export const orderEntry = 'order_number';

const Payment = z.looseObject({
  id: Id,
  status: ifReadable(z.string()),
  amount: ifReadable(z.number()),
  currency: ifReadable(z.string()),
  metadata: ifReadable(z.looseObject({})),
  createdAt: ifReadable(z.string()),
});

/** A payment as Coiney answers reads and updates with it. Its reference names its create, not this. */
export function parsePayment(body: unknown): ProviderObject | undefined {
  const { data: payment } = Payment.safeParse(body);
  return payment && paymentObject(payment);
}

/** The payment that a create made: it carries the create's operation id. */
export function parseNewPayment(body: unknown): ProviderObject | undefined {
  const { data: payment } = Payment.safeParse(body);
  if (payment === undefined) return undefined;
  const { metadata, createdAt } = payment;
  return { ...paymentObject(payment), reference: referenceOf(metadata), at: momentOf(createdAt) };
}

/** The states of a payment (page on statuses). */
const statuses = ['open', 'expired', 'paid', 'refunded', 'cancelled'] as const;

/**
 * What its documents show in every sample of a payment, and what shows whose it is: where a member is missing, nothing
 * follows. Unverified: that a payment without metadata has the member, too.
 */
const Listed = z.looseObject({
  status: z.enum(statuses),
  createdAt: Moment,
  metadata: ShownMetadata,
});

const List = z.looseObject({
  data: z.array(z.looseObject({ id: z.string() })),
  hasMore: z.boolean(),
  totalCount: z.int().check(z.gte(0)),
});

/** A page of the list; the ledger needs nothing of it but that it can be read. */
export const parseList = (body: unknown): ProviderObject | undefined =>
  z.looseObject({ data: z.array(z.unknown()) }).safeParse(body).success
    ? { id: 'list' }
    : undefined;

/** The most that Coiney gives on a page. */
const limit = ['limit', '100'] as const;

/** Coiney's list has no filter (documentation "Pagination") and pages by the id of a payment that was seen. */
export const searchPayments: ListSearch = {
  takesWindow: false,
  query: (after) => (after === undefined ? [limit] : [limit, ['startingAfter', after]]),
  read: (body) => {
    const { data: page } = List.safeParse(body);
    if (page === undefined) return undefined;
    const { data, hasMore, totalCount: total } = page;
    // After the last but one, so that the last begins the next page: then nothing was left out between them.
    const cursor = (data.at(-2) ?? data.at(-1))?.id;
    if (hasMore && cursor === undefined) return undefined;
    return { items: data, total, next: hasMore ? cursor : undefined };
  },
  item: (item) => (Listed.safeParse(item).success ? dated(parseNewPayment(item)) : undefined),
  madeStatus: 201,
};
