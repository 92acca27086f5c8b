import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { after, isPast, now, secondMs, startOfTime } from '../platform/clock.ts';
import { GatewayError } from '../platform/gateway-error.ts';
import { fetchPreviousSecret, keepSecret, type Secret } from '../platform/secrets.ts';
import { readProviderSettings } from '../platform/settings.ts';
import type { EventSource, WebhookRequest } from '../providers/event-source.ts';
import { readProviderSecret, type ProviderSecret } from '../providers/provider-secret.ts';

/** A forger may ask often: a changed secret is looked for no oftener than this. */
const refetchMs = 10 * secondMs;

/**
 * Whether a webhook is the provider's own, by the current secret or by the one before it: a provider may go on with that
 * for a while.
 */
export type WebhookCheck = (request: WebhookRequest) => Promise<boolean>;

/**
 * @param current the provider's secret as the rest of the function has it
 */
export function webhookCheck(
  source: EventSource,
  current: Secret<ProviderSecret>,
  client: SecretsManagerClient,
): WebhookCheck {
  const { secret: id } = readProviderSettings(source.provider);
  const previous = keepSecret(
    fetchPreviousSecret(client, id),
    (text) => (text === undefined ? undefined : readProviderSecret(text)),
    { now },
  );
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
