import * as z from 'zod';
import type { LocalFunction } from '../functions.ts';
import type { ResolvedResource } from '../resources.ts';

/** How the input of a target is made of an event: the variables' paths by name, and where they stand. */
export type InputTransformer = {
  readonly paths: Readonly<Record<string, string>>;
  readonly template: string;
};

/** A function that is started with each event of a bus that a pattern matches. */
export type LocalEventRule = {
  readonly rule: string;
  /** The bus, by its name. */
  readonly bus: string;
  readonly pattern: unknown;
  readonly operation: string;
  /** Absent: the function gets the event as it is. */
  readonly input?: InputTransformer | undefined;
};

const Target = z.strictObject({
  Id: z.string(),
  Arn: z.string(),
  RoleArn: z.string().optional(),
  InputTransformer: z
    .strictObject({
      InputPathsMap: z.record(z.string(), z.string()).default({}),
      InputTemplate: z.string(),
    })
    .optional(),
  // Both are about a function that cannot be reached. Here it always can.
  RetryPolicy: z.unknown().optional(),
  DeadLetterConfig: z.unknown().optional(),
});

const Rule = z.object({
  EventBusName: z.string(),
  EventPattern: z.record(z.string(), z.unknown()),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z.array(Target),
});

/** A rule waits for events, or runs by the time. */
const hasPattern = (properties: unknown): boolean =>
  z.object({ EventPattern: z.unknown() }).safeParse(properties).data?.EventPattern !== undefined;

/**
 * Reads one rule of the template; each of its targets is one entry. A rule without an event pattern gives none.
 *
 * @throws Error where a rule starts something that does not run here, or gives it an input of another form
 */
export function eventRulesFrom(
  { id, name, properties }: ResolvedResource,
  functions: readonly LocalFunction[],
): LocalEventRule[] {
  if (!hasPattern(properties)) return [];
  const { EventBusName: bus, EventPattern: pattern, State, Targets } = Rule.parse(properties);
  if (State === 'DISABLED') return [];
  return Targets.map(({ Arn, InputTransformer: transformer }) => {
    const target = functions.find(({ arn }) => arn === Arn);
    if (target === undefined) throw new Error(`${id} starts what is no function here.`);
    const input = transformer && {
      paths: transformer.InputPathsMap,
      template: transformer.InputTemplate,
    };
    return { rule: name, bus, pattern, operation: target.operation, input };
  });
}
