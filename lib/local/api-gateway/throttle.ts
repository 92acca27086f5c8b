import type { LocalRoute } from '../template/rest-api.ts';

type Bucket = { readonly tokens: number; readonly atMs: number };

/**
 * API Gateway's token bucket, one for each method of the stage: a request takes a token, and `ratePerSecond` tokens are
 * added every second, up to `burst`. API Gateway applies it only roughly; here it is exact, so that a client's handling
 * of 429 can be tried.
 *
 * @returns whether the request may pass
 */
export function createThrottle(now: () => number): (route: LocalRoute) => boolean {
  const buckets = new Map<string, Bucket>();
  return ({ method, path, throttling }) => {
    if (throttling === undefined) return true;
    const { ratePerSecond, burst } = throttling;
    const key = `${method} ${path}`;
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
