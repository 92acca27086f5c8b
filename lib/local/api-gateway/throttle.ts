import type { LocalRoute } from '../template/rest-api.ts';

/** How often a method may be called: the stage's method settings. */
export type Throttling = { readonly ratePerSecond: number; readonly burst: number };

type Bucket = { readonly tokens: number; readonly atMs: number };

/**
 * API Gateway's token bucket, one for each method of the stage: a request takes a token, and `ratePerSecond` of them
 * come back every second, up to `burst`. API Gateway itself keeps to that only roughly; here it is exact, so that what
 * a client does about 429 can be tried.
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
    // The clock of this system can be set; time that runs backwards brings no tokens and takes none.
    const passedS = Math.max(0, atMs - before.atMs) / 1000;
    const tokens = Math.min(burst, before.tokens + passedS * ratePerSecond);
    const mayPass = tokens >= 1;
    buckets.set(key, { tokens: mayPass ? tokens - 1 : tokens, atMs });
    return mayPass;
  };
}
