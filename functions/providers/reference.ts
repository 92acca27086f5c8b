import * as z from 'zod/mini';
import type { EpochMs } from '../platform/clock.ts';
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

/** A moment as providers write it, with whatever offset; undefined where it is none. */
export function momentOf(text: string | null | undefined): EpochMs | undefined {
  const moment = Date.parse(text ?? '');
  return Number.isNaN(moment) ? undefined : (moment as EpochMs);
}

/** A member that counts only in the form in which it is documented; any other form is taken for absent. */
export const ifReadable = <Value>(schema: z.ZodMiniType<Value>): z.ZodMiniType<Value | undefined> =>
  z.catch(z.optional(schema), undefined);

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
