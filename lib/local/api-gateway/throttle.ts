import type { LocalRoute } from '../template/rest-api.ts';
import type { Throttling } from '../template/usage-plan.ts';

type Bucket = { readonly tokens: number; readonly atMs: number };

/**
 * API Gateway's token bucket, one for each method: a request takes a token, and `ratePerSecond` tokens are
 * added every second, up to `burst`. API Gateway applies it only roughly; here it is exact, so that a client's handling
 * of 429 can be tried.
 *
 * @param throttlingOf the limit of a method; undefined where it has none
 * @returns whether the request may pass
 */
export function createThrottle(
  throttlingOf: (route: LocalRoute) => Throttling | undefined,
  now: () => number,
): (route: LocalRoute) => boolean {
  const buckets = new Map<string, Bucket>();
  return (route) => {
    const throttling = throttlingOf(route);
    if (throttling === undefined) return true;
    const { ratePerSecond, burst } = throttling;
    const key = `${route.method} ${route.path}`;
    const atMs = now();
    const before = buckets.get(key) ?? { tokens: burst, atMs };
    // The clock of this system can be moved; a step backwards adds no tokens and removes none.
    const passedS = Math.max(0, atMs - before.atMs) / 1000;
    const tokens = Math.min(burst, before.tokens + passedS * ratePerSecond);
    const mayPass = tokens >= 1;
    buckets.set(key, { tokens: mayPass ? tokens - 1 : tokens, atMs });
    return mayPass;
  };
}
