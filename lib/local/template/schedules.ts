import * as z from 'zod';
import type { LocalFunction } from './functions.ts';
import type { ResolvedResource } from './resources.ts';

/** A function that the template starts at a regular interval. */
export type LocalSchedule = { readonly operation: string; readonly everyMs: number };

const Rule = z.object({
  ScheduleExpression: z.string().optional(),
  Targets: z.array(z.object({ Arn: z.string() })),
});

const unitsMs: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/**
 * Reads one rule of the template; each of its targets is a schedule. A rule that waits for events gives none.
 *
 * @throws Error where a rule has another form than `rate(5 minutes)`, or starts something that does not run here
 */
export function schedulesFrom(
  { id, properties }: ResolvedResource,
  functions: readonly LocalFunction[],
): LocalSchedule[] {
  const { ScheduleExpression: expression, Targets } = Rule.parse(properties);
  if (expression === undefined) return [];
  const [, count, unit = ''] = /^rate\((\d+) (\w+?)s?\)$/.exec(expression) ?? [];
  const unitMs = unitsMs[unit];
  if (unitMs === undefined) throw new Error(`${id}: ${expression} is not known here.`);
  return Targets.map(({ Arn }) => {
    const target = functions.find(({ arn }) => arn === Arn);
    if (target === undefined) throw new Error(`${id} starts what is no function here.`);
    return { operation: target.operation, everyMs: Number(count) * unitMs };
  });
}
