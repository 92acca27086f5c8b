import { keepNewest } from '../../../../host/bounded.ts';
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

/** More keys than this in 24 h are beyond what a local system is for; the oldest are forgotten then. */
const maxKeys = 100_000;

/** How many keys are added before the old ones are looked for, which takes a look at all. */
const keysBetweenLooks = 500;

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
  let added = 0;
  const remember = (name: string, answer: StoredAnswer) => {
    // As the newest, also if an answer of an earlier use of the key was there.
    Reflect.deleteProperty(remembered, name);
    remembered[name] = answer;
    added += 1;
    if (added % keysBetweenLooks === 0) forgetOld(remembered, now());
  };
  forgetOld(remembered, now());

  return async ({ owner, header }, act) => {
    if (header === undefined) return act();
    const key = String(header);
    if (!isKey(key)) throw rejection('bad_request', null, 'The idempotency key is not valid.');

    const name = rememberedAs(owner, key);
    const firstUsedAt = now();
    const before = remembered[name];
    if (running.has(name)) throw keyInFlightRejection();
    if (before !== undefined && isAlive(before, firstUsedAt)) {
      return { status: before.status, body: before.body, applied: false };
    }

    running.add(name);
    try {
      const { status, body, applied } = await act();
      if (status < 400 || remembersRejections) remember(name, { firstUsedAt, status, body });
      return { status, body, applied };
    } finally {
      running.delete(name);
    }
  };
}

const isAlive = ({ firstUsedAt }: StoredAnswer, now: number): boolean => now - firstUsedAt < lifeMs;

/** Forgets answers whose keys are free again, so that a long run does not keep all that it ever answered. */
function forgetOld(remembered: Record<string, StoredAnswer>, now: number): void {
  for (const [name, answer] of Object.entries(remembered))
    if (!isAlive(answer, now)) Reflect.deleteProperty(remembered, name);
  keepNewest(remembered, maxKeys);
}
