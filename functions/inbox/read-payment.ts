import { filledSecret } from '../providers/client/provider-access.ts';
import type { PaymentView } from '../providers/event-source.ts';
import { readObject } from '../recovery/lookup/read-object.ts';
import type { InboxContext } from './inbox-context.ts';

/** What a read of a payment shows: how it is, that the provider knows none, or nothing. */
export type ReadPayment =
  | { readonly kind: 'shown'; readonly view: PaymentView }
  | { readonly kind: 'gone' }
  | { readonly kind: 'not_read'; readonly why: string };

/**
 * Reads a payment at its provider.
 *
 * @throws GatewayError not_attempted where the provider's secret cannot be had
 */
export async function readPayment(
  { source, access, recovery }: Pick<InboxContext, 'source' | 'access' | 'recovery'>,
  id: string,
): Promise<ReadPayment> {
  const secret = await filledSecret(access);
  const path = `${source.paymentsPath}/${encodeURIComponent(id)}`;
  const call = { secret, signal: recovery.until, line: { ...recovery.line } };
  const found = await readObject(access, { path, headers: {} }, call);
  if (found.kind !== 'found') return { kind: 'not_read', why: found.why };
  if (found.object === undefined) return { kind: 'gone' };
  const view = source.parsePayment(found.object);
  return view === undefined ? { kind: 'not_read', why: 'not_understood' } : { kind: 'shown', view };
}
