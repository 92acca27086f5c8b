import { redirectStatus } from '../assumptions.ts';
import { isGiven, readText, type Fields } from '../protocol/fields.ts';
import { readEmail } from './cash.ts';
import type { Opening, Order } from './opening.ts';

/** A wallet or a bill that the customer confirms on another site. Every unknown type counts as one. */
export type Redirect = {
  kind: 'redirect';
  type: string;
  email: string | null;
  /** The telephone company, of the two types that show one. */
  provider?: string | null;
};

const showsProvider = (type: string): boolean => type === 'mobile' || type === 'japan_mobile';

/** Reads the details of a type that sends the customer to another site. */
export function readRedirect(details: Fields, type: string): Redirect {
  const email = readEmail(details);
  if (!showsProvider(type)) return { kind: 'redirect', type, email };
  const provider = isGiven(details['brand']) ? readText(details, 'brand') : null;
  return { kind: 'redirect', type, email, provider };
}

/** Waits for the customer to come back from the other site (document of 2020). */
export function openRedirect({ type, email, provider }: Redirect, order: Order): Opening {
  const shown = provider === undefined ? { type, email } : { type, email, provider };
  return {
    status: redirectStatus(type),
    payment_deadline: null,
    payment_details: { ...shown, redirect_url: `${order.origin}/offsite/new?uuid=${order.id}` },
  };
}
