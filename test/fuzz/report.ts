import type { FuzzOptions, FuzzResult } from './fuzz.ts';
import type { Cost, Violation } from './watch.ts';

const printedMost = 40;

const costOf = ({ operation, cpuMs }: Cost): string => `${operation} ${cpuMs.toFixed(0)} ms`;

const byCount = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([name, times]) => `${name} ${times}`)
    .join(', ');

function lineOf({ what, number, requestId }: Violation, seed: number): string {
  const again =
    number === undefined
      ? `request id ${requestId ?? 'unknown'}`
      : `again: npm run fuzz -- --seed ${seed} --only ${number}`;
  return `${what} (seed ${seed}, request ${number ?? 'unknown'}; ${again})`;
}

/** What is printed at the end; the last line is the one that counts. */
export function reportOf(result: FuzzResult, { seed }: Pick<FuzzOptions, 'seed'>): string {
  const { requests, seconds, violations, dearest, answers, ran } = result;
  return [
    `seed ${seed}, ${seconds.toFixed(0)} s, ${(requests / seconds).toFixed(0)} requests a second`,
    `answers: ${byCount(answers)}`,
    `functions that ran: ${byCount(ran)}`,
    `processor time of ${result.invocations} invocations: ${(result.cpuMs / result.invocations).toFixed(1)} ms each`,
    `most: ${dearest.warm.map(costOf).join(', ')}`,
    `most of the first of a process: ${dearest.first.map(costOf).join(', ')}`,
    ...violations.slice(0, printedMost).map((violation) => lineOf(violation, seed)),
    ...(violations.length > printedMost ? [`… ${violations.length - printedMost} more`] : []),
    `requests ${requests}, violations ${violations.length}`,
  ].join('\n');
}
