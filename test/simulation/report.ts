import { minuteMs, secondMs } from '../../functions/platform/clock.ts';
import { backgroundMemoryGb, prices } from '../bench/cost.ts';
import type { Day } from './day.ts';
import type { Job } from './job.ts';

/** Of the table and of Lambda. */
const costOf = ({ reads, writes, runMs }: Job): number =>
  reads * prices.readUnits +
  writes * prices.writeUnits +
  (runMs / secondMs) * backgroundMemoryGb * prices.lambdaGbSeconds;

const whole = (count: number): string => Math.round(count).toLocaleString('en-US');
const minutes = (ms: number): string => `${(ms / minuteMs).toFixed(1)} min`;

/** What is told of a day, row by row. */
const rows: readonly (readonly [string, (day: Day) => string])[] = [
  ['unknown after the outage', ({ unknown }) => whole(unknown)],
  ['99 % of them known, after the provider’s return', ({ ninetyNineMs }) => minutes(ninetyNineMs)],
  ['a fresh unknown meanwhile, at most', ({ freshMs }) => `${(freshMs / secondMs).toFixed(0)} s`],
  ['recovery: reads at the provider', ({ recovery }) => whole(recovery.pages + recovery.objects)],
  ['reconciliation’s lag, at most', ({ oldestLagMs }) => minutes(oldestLagMs)],
  ['reconciliation: pages of lists', ({ reconciliation }) => whole(reconciliation.pages)],
  [
    '… for a hundred objects',
    ({ reconciliation, objects }) => ((reconciliation.pages / objects) * 100).toFixed(2),
  ],
  ['… and objects that no list shows', ({ reconciliation }) => whole(reconciliation.objects)],
  [
    'throttled by the provider',
    ({ recovery, reconciliation }) => whole(recovery.throttled + reconciliation.throttled),
  ],
  [
    'both jobs: read and write units',
    ({ recovery, reconciliation }) =>
      `${whole(recovery.reads + reconciliation.reads)} and ${whole(recovery.writes + reconciliation.writes)}`,
  ],
  [
    'both jobs, that day',
    ({ recovery, reconciliation }) => `$${(costOf(recovery) + costOf(reconciliation)).toFixed(2)}`,
  ],
];

/** A table of days, one for each number of payments. */
export function tableOf(days: readonly Day[]): string {
  const head = ['payments in the day', ...days.map(({ objects }) => whole(objects))];
  const body = rows.map(([name, tell]) => [name, ...days.map(tell)]);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}

type Expectation = readonly [what: string, holds: (day: Day) => boolean];

/** What must hold of a day; how full pages are counts where there are many. */
export const expectations: readonly Expectation[] = [
  [
    'reconciliation’s lag is under two hours all day',
    (day: Day): boolean => day.oldestLagMs < 120 * minuteMs,
  ],
  [
    '99 % are known within 15 minutes of the return',
    (day: Day): boolean => day.ninetyNineMs <= 15 * minuteMs,
  ],
  [
    'a fresh unknown is known within two minutes',
    (day: Day): boolean => day.freshMs <= 2 * minuteMs,
  ],
  [
    'at most 1.1 pages for a hundred objects',
    ({ reconciliation, objects }: Day): boolean =>
      objects < 1e6 || reconciliation.pages <= objects * 0.011,
  ],
];
