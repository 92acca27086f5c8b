import * as z from 'zod/mini';
import type { ProviderObject } from '../outcome.ts';
import { Id, ifReadable } from '../reference.ts';

const Token = z.looseObject({ id: ifReadable(Id), secure_token: ifReadable(Id) });

/**
 * A token, or a secure token. The latter's id is `secure_token` in the sample of KOMOJU's documentation "3-D Secure",
 * and `id` in that page's table and in the types of its Node client (both seen 2026): either will do.
 */
export function parseToken(body: unknown): ProviderObject | undefined {
  const { data } = Token.safeParse(body);
  const id = data?.id ?? data?.secure_token;
  return id === undefined ? undefined : { id };
}

const Methods = z.array(z.looseObject({ type_slug: z.string() }));

/** KOMOJU's payment methods, a plain array; the ledger needs nothing of it but that it can be read. */
export const parsePaymentMethods = (body: unknown): ProviderObject | undefined =>
  Methods.safeParse(body).success ? { id: 'list' } : undefined;
