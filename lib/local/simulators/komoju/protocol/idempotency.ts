import type { ProviderAnswer } from '../../simulator.ts';
import { rememberedAs, remembersRefusals } from '../assumptions.ts';
import type { KeyKind } from './authentication.ts';
import { refusal, refusalOfKeyInFlight } from './errors.ts';

export const idempotencyHeader = 'x-komoju-idempotency';

/** An answer that is kept for its key. */
export type Remembered = { firstUsedAt: number; status: number; body: string };

/** How long a key is remembered: 24 h from its first use. KOMOJU documentation, idempotent requests (seen 2026). */
const lifeMs = 24 * 60 * 60 * 1000;

/** At most 100 ASCII characters and not empty. KOMOJU documentation, idempotent requests (seen 2026). */
const isKey = (key: string): boolean => /^[\x20-\x7e]{1,100}$/.test(key);

export type Once = (
  key: { owner: KeyKind; header: string | string[] | undefined },
  act: () => Promise<ProviderAnswer>,
) => Promise<ProviderAnswer>;

/**
 * Carries a request out once per key of an owner. What runs is not part of the memory: a provider that went down
 * in the middle has not answered, and the key is free again.
 */
export function createOnce(remembered: Record<string, Remembered>, now: () => number): Once {
  const running = new Set<string>();

  return async ({ owner, header }, act) => {
    if (header === undefined) return act();
    const key = String(header);
    if (!isKey(key)) throw refusal('bad_request', null, 'The idempotency key is not valid.');

    const name = rememberedAs(owner, key);
    const firstUsedAt = now();
    const before = remembered[name];
    if (running.has(name)) throw refusalOfKeyInFlight();
    if (before !== undefined && firstUsedAt - before.firstUsedAt < lifeMs) {
      return { status: before.status, body: before.body, applied: false };
    }

    running.add(name);
    try {
      const { status, body, applied } = await act();
      if (status < 400 || remembersRefusals) remembered[name] = { firstUsedAt, status, body };
      return { status, body, applied };
    } finally {
      running.delete(name);
    }
  };
}
