import { attempt, type ProviderCall } from './attempt.ts';
import type { Outcome } from '../outcome.ts';
import type { ProviderAccess } from './provider-access.ts';
import { emptyPlaces, keyOf, type ProviderSecret } from '../provider-secret.ts';

/**
 * Calls the provider: one attempt. Only after a 401, which was not executed, the secret is fetched again and the request
 * is sent once more, because someone may just have changed the key. Never throws.
 */
export async function callProvider(access: ProviderAccess, call: ProviderCall): Promise<Outcome> {
  const first = await attempt(access, call, { wasUnauthorized: false });
  if (first.kind !== 'not_attempted' || first.why !== 'unauthorized') return first;
  const secret = await access.secret.refetch();
  if (secret === undefined || emptyPlaces(access.provider, secret).length > 0) return first;
  if (secret.account !== call.secret.account) {
    return { kind: 'not_attempted', why: 'account_changed' };
  }
  const keyAt = (each: ProviderSecret): string => JSON.stringify(keyOf(access.provider, each));
  // Under another key the provider might not recognise the repetition.
  if (call.isSentAgain === true && keyAt(secret) !== keyAt(call.secret)) {
    return { kind: 'not_attempted', why: 'key_changed' };
  }
  return attempt(access, { ...call, secret }, { wasUnauthorized: true });
}
