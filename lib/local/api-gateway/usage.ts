import type { LocalRoute } from '../template/rest-api.ts';
import type { UsagePlan } from '../template/usage-plan.ts';
import { createThrottle } from './throttle.ts';

/** Why the usage plan lets a request not pass; undefined where it does. */
type Usage = (
  route: LocalRoute,
  key: string | undefined,
) => 'INVALID_API_KEY' | 'THROTTLED' | undefined;

/**
 * The usage plan, asked with the key that the authorizer named, for routes that need one. Each key has limits of its own
 * (developer guide, "Usage plans and API keys for REST APIs in API Gateway").
 */
export function createUsage(plan: UsagePlan | undefined, now: () => number): Usage {
  const throttles = new Map(
    [...(plan?.keys ?? [])].map((key) => [
      key,
      createThrottle((route) => plan?.throttlingOf(route), now),
    ]),
  );
  return (route, key) => {
    if (route.needsUsageKey !== true) return undefined;
    const mayPass = throttles.get(key ?? '');
    if (mayPass === undefined) return 'INVALID_API_KEY';
    return mayPass(route) ? undefined : 'THROTTLED';
  };
}
