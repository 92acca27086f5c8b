import type { ProviderAnswer } from '../../simulator.ts';
import { rememberedAs, remembersRejections } from '../assumptions.ts';
import type { KeyKind } from './authentication.ts';
import { rejection, keyInFlightRejection } from './errors.ts';

/** The header with the key, in lower case. */
export const idempotencyHeader = 'x-komoju-idempotency';

/** An answer that is stored for its key. */
export type StoredAnswer = { firstUsedAt: number; status: number; body: string };

/** How long an answer is stored: 24 h from its first use. KOMOJU documentation, idempotent requests (seen 2026). */
const lifeMs = 24 * 60 * 60 * 1000;

/** At most 100 ASCII characters and not empty. KOMOJU documentation, idempotent requests (seen 2026). */
const isKey = (key: string): boolean => /^[\x20-\x7e]{1,100}$/.test(key);

/** Executes a request, or gives the stored answer of its key. */
export type Once = (
  key: { owner: KeyKind; header: string | string[] | undefined },
  act: () => Promise<ProviderAnswer>,
) => Promise<ProviderAnswer>;

/**
 * Executes a request once per key of an owner. Running requests are not stored: if the provider stops during a request,
 * there is no answer and the key is free again.
 */
export function createOnce(remembered: Record<string, StoredAnswer>, now: () => number): Once {
  const running = new Set<string>();

  return async ({ owner, header }, act) => {
    if (header === undefined) return act();
    const key = String(header);
    if (!isKey(key)) throw rejection('bad_request', null, 'The idempotency key is not valid.');

    const name = rememberedAs(owner, key);
    const firstUsedAt = now();
    const before = remembered[name];
    if (running.has(name)) throw keyInFlightRejection();
    if (before !== undefined && firstUsedAt - before.firstUsedAt < lifeMs) {
      return { status: before.status, body: before.body, applied: false };
    }

    running.add(name);
    try {
      const { status, body, applied } = await act();
      if (status < 400 || remembersRejections) remembered[name] = { firstUsedAt, status, body };
      return { status, body, applied };
    } finally {
      running.delete(name);
    }
  };
}
