import type { ProviderCall } from './attempt.ts';
import type { Outcome } from '../outcome.ts';
import type { ProviderAccess } from './provider-access.ts';
import { toProviderRequest, type Target } from './provider-request.ts';
import { callProvider } from './retry-after-401.ts';

/** Holds back the reads of a job that makes many. */
export type ReadGate = {
  /** Waits until the next read may be made. */
  readonly turn: () => Promise<void>;
  /** Is told how a read ended, and says whether it is to be made again. */
  readonly isToBeRepeated: (outcome: Outcome) => boolean;
};

/** What all calls that one request makes have in common. */
export type CallContext = Pick<ProviderCall, 'secret' | 'signal' | 'line'> & {
  /** @default - each read is made at once, and only once. */
  readonly gate?: ReadGate | undefined;
};

/** One read at the provider that the gateway makes for itself. Never throws. */
export async function readFromProvider(
  access: ProviderAccess,
  { path, headers, query }: Omit<Target, 'method'>,
  { gate, ...call }: CallContext & Pick<ProviderCall, 'parse'>,
): Promise<Outcome> {
  const target = { method: 'GET', path, headers, query } as const;
  const request = toProviderRequest(access.origin, target, { encoding: 'none', value: {} });
  for (;;) {
    await gate?.turn();
    const outcome = await callProvider(access, { ...call, request, maySend: () => true });
    if (gate?.isToBeRepeated(outcome) !== true) return outcome;
  }
}
