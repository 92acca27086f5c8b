import { Duration } from 'aws-cdk-lib';
import { MathExpression, Stats, type IMetric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { figure, figureForEach, figuresOf } from './figures.ts';
import type { Watched } from './watched.ts';
import { graph, singleValue } from './widgets.ts';

const minuteMs = 60_000;

/** The age of the oldest open operation, in minutes. */
const oldestMinutes = (watched: Watched, period: Duration): IMetric =>
  new MathExpression({
    expression: `CEIL(age / ${minuteMs})`,
    usingMetrics: { age: figure(watched, 'oldestMs').with({ period }) },
    label: 'minutes',
    period,
  });

function largeNumbers(watched: Watched): IWidget[] {
  const newest = Duration.minutes(1);
  const open = figure(watched, 'open', { label: 'operations' }).with({ period: newest });
  const messages = watched.deadLetters.metricApproximateNumberOfMessagesVisible({
    label: 'messages',
    statistic: Stats.MAXIMUM,
    period: newest,
  });
  const counted = (name: 'findings' | 'notRecorded' | 'unknown', label: string): IMetric =>
    figure(watched, name, { label });
  return [
    singleValue('Open now', open, { ofRange: false }),
    singleValue('Age of the oldest', oldestMinutes(watched, newest), { ofRange: false }),
    singleValue('Outcome unknown', counted('unknown', 'answers'), { ofRange: true }),
    singleValue('Answers not recorded', counted('notRecorded', 'answers'), { ofRange: true }),
    singleValue('Findings reported', counted('findings', 'reports'), { ofRange: true }),
    singleValue('Failed scheduled starts', messages, { ofRange: false }),
  ];
}

/** Whether money is at risk: what operations that move money ended with, and what nobody knows yet. */
export const money = (watched: Watched): IWidget[][] => [
  largeNumbers(watched),
  [
    graph({
      title: 'What do providers say to operations that move money?',
      unit: 'answers in 5 minutes',
      lines: figuresOf(watched, 'requests', 'done', 'rejected', 'unknown'),
    }),
    graph({
      title: 'How much is open, and for how long?',
      unit: 'operations',
      lines: [figure(watched, 'open')],
      right: { unit: 'minutes', lines: [oldestMinutes(watched, Duration.minutes(5))] },
    }),
  ],
  [
    graph({
      title: 'What does a person have to look at?',
      unit: 'lines in 5 minutes',
      lines: figuresOf(watched, 'findings', 'notRecorded', 'unlisted'),
    }),
    graph({
      title: 'Does recovery find out what is open?',
      unit: 'operations in 5 minutes',
      lines: figuresOf(watched, 'recovered', 'unknown'),
    }),
  ],
  [
    graph({
      title: 'What did the gateway answer without the provider?',
      unit: 'answers in 5 minutes',
      lines: figuresOf(watched, 'replayed', 'conflicts', 'notAttempted'),
    }),
    graph({
      title: 'Does somebody try cards? Declines by caller',
      unit: 'declines in 5 minutes',
      lines: [figureForEach(watched, 'declined', 'caller')],
    }),
  ],
];
