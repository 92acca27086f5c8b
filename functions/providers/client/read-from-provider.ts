import type { ProviderCall } from './attempt.ts';
import type { Outcome } from '../outcome.ts';
import type { ProviderAccess } from './provider-access.ts';
import { toProviderRequest, type Target } from './provider-request.ts';
import { callProvider } from './retry-after-401.ts';

/** What all calls that one request makes have in common. */
export type CallContext = Pick<ProviderCall, 'secret' | 'signal' | 'line'>;

/** One read at the provider that the gateway makes for itself. Never throws. */
export const readFromProvider = (
  access: ProviderAccess,
  { path, headers, query }: Omit<Target, 'method'>,
  call: CallContext & Pick<ProviderCall, 'parse'>,
): Promise<Outcome> =>
  callProvider(access, {
    ...call,
    request: toProviderRequest(
      access.origin,
      { method: 'GET', path, headers, query },
      { encoding: 'none', value: {} },
    ),
    maySend: () => true,
  });
