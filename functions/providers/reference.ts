import * as z from 'zod/mini';

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
export const markMetadata = <Sent extends Metadatable>(
  body: Sent,
  { reference }: { reference: string },
): Sent & { metadata: object } => ({
  ...body,
  metadata: { ...(body.metadata as object | null | undefined), [referenceEntry]: reference },
});

/** A member that is looked at if it has the form that it is documented with; any other form decides nothing. */
export const ifReadable = <Value>(schema: z.ZodMiniType<Value>): z.ZodMiniType<Value | undefined> =>
  z.catch(z.optional(schema), undefined);
