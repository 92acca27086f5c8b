import type { ProviderAccess } from '../../../functions/providers/client/provider-access.ts';
import type { ProviderSecret } from '../../../functions/providers/provider-secret.ts';
import type { Provider } from '../../../functions/providers/provider.ts';
import { registry } from '../../../functions/registry.ts';
import { originOf, splitOf } from '../wire.ts';

/**
 * The providers that ship. Before one gives its authorization, time may pass: that is the last moment before what ships
 * asks whether it still may send.
 */
const providers = new Map(
  registry.providers.map((provider): [string, Provider] => [
    provider.name,
    {
      ...provider,
      authorize: async (values, by) => {
        const { actor } = splitOf(by.origin);
        await actor.call({ what: 'turn', name: 'turns to the provider', effect: () => undefined });
        return provider.authorize(values, by);
      },
    },
  ]),
);

const secrets = new Map<string, ProviderSecret>();

/** The provider's secret with the key of an account. */
export function secretOf(by: {
  readonly account: string;
  readonly secretKey: string;
}): ProviderSecret {
  const { account, secretKey } = by;
  const name = `${account} ${secretKey}`;
  const known = secrets.get(name) ?? { account, values: { secretKey } };
  secrets.set(name, known);
  return known;
}

/** A provider as the actor of a number reaches it. */
export function accessOf(name: string, index: number, secret: ProviderSecret): ProviderAccess {
  const provider = providers.get(name);
  if (provider === undefined) throw new Error(`There is no provider ${name}.`);
  return {
    provider,
    origin: originOf(index),
    secret: { current: () => Promise.resolve(secret), refetch: () => Promise.resolve(undefined) },
  };
}
