import * as z from 'zod/mini';
import type { Mentions } from '../provider.ts';
import { Id, ifReadable } from '../reference.ts';

/*
 * Whom and what an answer of KOMOJU is about (documentation "Payment", "Customer" and its Node client's types, seen
 * 2026). A session holds its payment whole, other objects name theirs by its id.
 */

const Named = ifReadable(Id);

const Payment = z.looseObject({ id: Named, customer: Named, session: Named });

const Answer = z.looseObject({
  id: Named,
  resource: ifReadable(z.string()),
  customer: Named,
  customer_id: Named,
  session: Named,
  payment: ifReadable(z.union([Id, Payment])),
});

const named = (...ids: readonly (string | undefined)[]): readonly string[] =>
  ids.filter((id) => id !== undefined);

/** The customer, the payment and the session that an answer names. */
export function mentionsIn(body: unknown): Mentions {
  const { data } = Answer.safeParse(body);
  if (data === undefined) return { customers: [], objects: [] };
  const payment = typeof data.payment === 'string' ? { id: data.payment } : data.payment;
  const { customer, session } = { customer: undefined, session: undefined, ...payment };
  const own = data.resource === 'customer' ? data.id : undefined;
  return {
    customers: named(own, data.customer, data.customer_id, customer),
    objects: named(data.session, session, payment?.id),
  };
}
