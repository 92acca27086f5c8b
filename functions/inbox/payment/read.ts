import { filledSecret } from '../../providers/client/provider-access.ts';
import type { PaymentView } from '../../providers/event-source.ts';
import { readObject } from '../../recovery/lookup/read-object.ts';
import type { InboxContext } from '../inbox-context.ts';

/** What a read of an object shows: how it is, that the provider knows none, or nothing. */
export type ReadView<View> =
  | { readonly kind: 'shown'; readonly view: View }
  | { readonly kind: 'gone' }
  | { readonly kind: 'not_read'; readonly why: string };

/**
 * Reads a payment at its provider.
 *
 * @throws GatewayError not_attempted where the provider's secret cannot be had
 */
export const readPayment = (
  context: Pick<InboxContext, 'source' | 'access' | 'recovery'>,
  id: string,
): Promise<ReadView<PaymentView>> => {
  const { paymentsPath, parsePayment } = context.source;
  return readView(context, `${paymentsPath}/${encodeURIComponent(id)}`, parsePayment);
};

/**
 * Reads the object that a path names.
 *
 * @param parse gives undefined where it does not understand the object
 * @throws GatewayError not_attempted where the provider's secret cannot be had
 */
export async function readView<View>(
  { access, recovery }: Pick<InboxContext, 'access' | 'recovery'>,
  path: string,
  parse: (body: unknown) => View | undefined,
): Promise<ReadView<View>> {
  const secret = await filledSecret(access);
  const call = { secret, signal: recovery.until, line: { ...recovery.line } };
  const found = await readObject(access, { path, headers: {} }, call);
  if (found.kind !== 'found') return { kind: 'not_read', why: found.why };
  if (found.object === undefined) return { kind: 'gone' };
  const view = parse(found.object);
  return view === undefined ? { kind: 'not_read', why: 'not_understood' } : { kind: 'shown', view };
}
