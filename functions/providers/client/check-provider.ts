import { secondMs } from '../../platform/clock.ts';
import { emptyPlaces, isOfOtherMode, type ProviderSecret } from '../provider-secret.ts';
import type { Provider, SecretValues, SendResult } from '../provider.ts';
import type { PartState, Parts } from './part-states.ts';
import type { ProviderRequest } from './provider-request.ts';
import { send } from './send.ts';

/** A part that doesn't answer within this is unhealthy, whatever it says later. */
export const checkTimeoutMs = 3 * secondMs;

/** A provider, where it is reached, and what fetches its secret. */
export type CheckedProvider = {
  readonly provider: Provider;
  readonly origin: string;
  readonly fetch: () => Promise<ProviderSecret>;
};

/** What a provider's secret holds, and how it is without a look at the provider. */
async function checkSecret({
  provider,
  fetch,
}: CheckedProvider): Promise<{ readonly state: PartState; readonly values: SecretValues }> {
  try {
    const read = await fetch();
    return { state: emptyPlaces(provider, read).length > 0 ? 'empty' : 'ok', values: read.values };
  } catch (error) {
    return { state: isOfOtherMode(error) ? 'other_mode' : 'unavailable', values: {} };
  }
}

/** One cheap read at a provider: whether it can be reached, whatever it answers, and whether it knows the key. */
export async function checkProvider(checked: CheckedProvider): Promise<Parts> {
  const { provider, origin } = checked;
  const { state, values } = await checkSecret(checked);
  const sendNow = (request: ProviderRequest): ReturnType<typeof send> =>
    send(request, AbortSignal.timeout(checkTimeoutMs));
  const read = async (): Promise<SendResult> => {
    const by = { origin, send: sendNow, wasUnauthorized: false };
    const headers = state === 'ok' ? { authorization: await provider.authorize(values, by) } : {};
    return sendNow({ method: 'GET', url: `${origin}${provider.probe}`, headers, body: undefined });
  };
  const answer = await read().catch(() => undefined);
  const isReached = answer !== undefined && !('kind' in answer);
  const isRefused = isReached && state === 'ok' && answer.status === 401;
  return {
    [`${provider.name}.secret`]: isRefused ? 'refused' : state,
    [`${provider.name}.origin`]: isReached ? 'ok' : 'unavailable',
  };
}
