import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { now } from '../../platform/clock.ts';
import { fetchSecret, keepSecret, type Secret } from '../../platform/secrets.ts';
import { readProviderSettings } from '../../platform/settings.ts';
import type { Provider } from '../provider.ts';
import { expectFilled, readProviderSecret, type ProviderSecret } from '../provider-secret.ts';

/** A provider as a function reaches it. */
export type ProviderAccess = {
  readonly provider: Provider;
  readonly origin: string;
  readonly secret: Secret<ProviderSecret>;
  /** The version of its API that requests ask for which name none; absent: the provider decides. */
  readonly version?: string | undefined;
};

/** The provider by the settings of this function. @throws Error that names missing settings */
export function providerAccess(provider: Provider, client: SecretsManagerClient): ProviderAccess {
  const { mode, origin, secret, version } = readProviderSettings(provider.name);
  const read = readProviderSecret(provider, mode);
  const kept = keepSecret(fetchSecret(client, secret), read, { now });
  return { provider, origin, version, secret: kept };
}

/** The current secret. @throws GatewayError not_attempted where it can't be had, has an empty place or is of the other mode */
export const filledSecret = async ({ provider, secret }: ProviderAccess): Promise<ProviderSecret> =>
  expectFilled(provider, await secret.current());
