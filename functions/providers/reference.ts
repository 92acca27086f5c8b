import * as z from 'zod/mini';
import type { EpochMs } from '../platform/clock.ts';
import type { DatedObject } from './list-search.ts';
import type { ProviderObject } from './outcome.ts';

/** Where the gateway leaves its operation id in an object; whatever a caller put there is replaced. */
export const referenceEntry = 'gateway_operation';

export type Metadatable = { metadata?: unknown };

export const referenceOf = (
  metadata: Record<string, unknown> | null | undefined,
): string | undefined => {
  const reference = metadata?.[referenceEntry];
  return typeof reference === 'string' ? reference : undefined;
};

/** The operation id among the metadata of a create. */
export const addReferenceToMetadata = <Sent extends Metadatable>(
  body: Sent,
  { reference }: { reference: string },
): Sent & { metadata: object } => ({
  ...body,
  metadata: { ...(body.metadata as object | null | undefined), [referenceEntry]: reference },
});

/** ISO 8601 with a date, a time and an offset. Without an offset nobody knows which moment is meant. */
const momentForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;

/** A moment as providers write it, with whatever offset; undefined where it is none. */
export function momentOf(text: string | null | undefined): EpochMs | undefined {
  const moment = momentForm.test(text ?? '') ? Date.parse(text ?? '') : Number.NaN;
  return Number.isNaN(moment) ? undefined : (moment as EpochMs);
}

/** A moment as lists take it: to the second, as objects are dated. */
export const writtenSecond = (moment: EpochMs): string =>
  `${new Date(moment).toISOString().slice(0, 19)}Z`;

/** A moment that must be there and be understood. */
export const Moment = z.string().check(z.refine((text) => momentOf(text) !== undefined));

/** The first member that is missing, or not understood: `'refunds.0.created_at'`. */
export const memberOf = (error: z.core.$ZodError): string =>
  error.issues[0]?.path.map(String).join('.') ?? '';

/** The provider's id of an object. */
export const Id = z.string().check(z.minLength(1));

/** How a payment is paid: a word of the provider's, and never a text that somebody wrote. */
export const MethodWord = z.string().check(z.regex(/^[a-z][a-z0-9_]{0,39}$/));

/** Metadata that must be there, so that they show whether the gateway left its entry, and whose it is. */
export const ShownMetadata = z.nullable(
  z.looseObject({ [referenceEntry]: z.optional(z.string()) }),
);

/** A member that counts only in the form in which it is documented; any other form is taken for absent. */
export const ifReadable = <Value>(schema: z.ZodMiniType<Value>): z.ZodMiniType<Value | undefined> =>
  z.catch(z.optional(schema), undefined);

/** An object with its time; undefined where it has none. */
export const dated = (object: ProviderObject | undefined): DatedObject | undefined =>
  object?.id === undefined || object.at === undefined
    ? undefined
    : { ...object, id: object.id, at: object.at };

/** A payment with the members that all providers have. */
export const paymentObject = ({ id, status, amount, currency }: PaymentWords): ProviderObject => ({
  id,
  resource: id,
  state: status,
  amount,
  currency,
});

type PaymentWords = {
  readonly id: string;
  readonly status?: string | undefined;
  readonly amount?: number | undefined;
  readonly currency?: string | undefined;
};
