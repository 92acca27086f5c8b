import { GatewayError } from '../platform/gateway-error.ts';
import { providers } from './providers.ts';
import type { Provider } from './provider.ts';

/**
 * The provider that a path names.
 *
 * @throws GatewayError not_found, with the names that there are
 */
export function namedProvider(name: string): Provider {
  const provider = providers.find((each) => each.name === name);
  if (provider !== undefined) return provider;
  const names = providers.map((each) => each.name).join(' and ');
  throw new GatewayError('not_found', {
    message: `No provider here has this name. There are ${names}.`,
  });
}
