import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { after, isPast, now, secondMs, startOfTime } from '../platform/clock.ts';
import { GatewayError } from '../platform/gateway-error.ts';
import { fetchPreviousSecret, keepSecret } from '../platform/secrets.ts';
import { readProviderSettings } from '../platform/settings.ts';
import type { ProviderAccess } from '../providers/client/provider-access.ts';
import type { EventSource, WebhookRequest } from '../providers/event-source.ts';
import { providerSecretIn, type ProviderSecret } from '../providers/provider-secret.ts';

/** A forger may ask often: a changed secret is looked for no oftener than this. */
const refetchMs = 10 * secondMs;

/**
 * Whether a webhook is the provider's own, by the current secret or by the one before it: a provider may go on with that
 * for a while.
 */
export type WebhookCheck = (request: WebhookRequest) => Promise<boolean>;

/**
 * @param access the provider, with its secret as the rest of the function has it
 */
export function webhookCheck(
  source: EventSource,
  { provider, secret: current }: Pick<ProviderAccess, 'provider' | 'secret'>,
  client: SecretsManagerClient,
): WebhookCheck {
  const { mode, secret: id } = readProviderSettings(provider.name);
  const secretIn = providerSecretIn(provider, mode);
  // What is no secret of this mode has signed nothing that is ours, and must not stand in the way of a no.
  const previousIn = (text: string | undefined): ProviderSecret | undefined => {
    const found = text === undefined ? undefined : secretIn(text);
    return typeof found === 'string' ? undefined : found;
  };
  const previous = keepSecret(fetchPreviousSecret(client, id), previousIn, { now });
  const placeIn = (secret: ProviderSecret | undefined): string =>
    secret?.values[source.secretPlace] ?? '';
  let nextFetchAt = startOfTime;

  return async (request) => {
    const isBy = (secret: ProviderSecret | undefined): boolean => {
      const place = placeIn(secret);
      // An empty secret would make a signature that anybody can make.
      return place !== '' && source.isGenuine(request, place);
    };
    const kept = await current.current();
    if (isBy(kept) || isBy(await previous.current())) return true;
    if (isPast(nextFetchAt, now())) {
      nextFetchAt = after(now(), refetchMs);
      // Both: the one before is another one, too, once a secret was changed.
      const [fetched, before] = await Promise.all([current.refetch(), previous.refetch()]);
      if (isBy(fetched) || isBy(before)) return true;
      if (placeIn(fetched ?? kept) === '') throw notFilled();
    }
    if (placeIn(kept) === '') throw notFilled();
    return false;
  };
}

const notFilled = (): GatewayError =>
  new GatewayError('not_attempted', {
    message: "The webhook's secret has not been filled in yet. Deliver this again.",
    why: 'secret_empty',
    retryAfterS: 60,
  });
