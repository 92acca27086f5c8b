import * as z from 'zod';
import type { ResourcesOfType } from './resources.ts';

/** How often a method may be called. */
export type Throttling = { readonly ratePerSecond: number; readonly burst: number };

/** A usage plan: the values of its keys, and how often those who have one may call a method. */
export type UsagePlan = {
  readonly keys: ReadonlySet<string>;
  readonly throttlingOf: (route: {
    readonly method: string;
    readonly path: string;
  }) => Throttling | undefined;
};

/** The keys are paths and methods: `/payments/{id}/GET`. */
const Throttle = z.record(
  z.string(),
  z.object({ RateLimit: z.number(), BurstLimit: z.number() }).strict(),
);

// Limits that are not imitated must not be ignored silently.
const Plan = z.object({
  Quota: z.undefined().optional(),
  Throttle: z.undefined().optional(),
  ApiStages: z.tuple([
    z.strictObject({ ApiId: z.string(), Stage: z.string(), Throttle: Throttle.default({}) }),
  ]),
});

const Key = z.object({ Enabled: z.literal(true), Value: z.string().min(20) });

const PlanKey = z.object({ KeyId: z.string(), KeyType: z.literal('API_KEY') });

/** Reads the usage plan; undefined where the template has none. @throws Error where it has more than one */
export function usagePlanFrom(ofType: ResourcesOfType): UsagePlan | undefined {
  const [plan, ...others] = ofType('AWS::ApiGateway::UsagePlan').map(({ properties }) =>
    Plan.parse(properties),
  );
  if (others.length > 0) throw new Error('The local rest api knows one usage plan only.');
  if (plan === undefined) return undefined;
  const isInPlan = new Set(
    ofType('AWS::ApiGateway::UsagePlanKey').map(
      ({ properties }) => PlanKey.parse(properties).KeyId,
    ),
  );
  const keys = ofType('AWS::ApiGateway::ApiKey').filter(({ ref }) => isInPlan.has(ref));
  return {
    keys: new Set(keys.map(({ properties }) => Key.parse(properties).Value)),
    throttlingOf: ({ method, path }) => {
      const limit = plan.ApiStages[0].Throttle[`${path}/${method}`];
      return limit && { ratePerSecond: limit.RateLimit, burst: limit.BurstLimit };
    },
  };
}
