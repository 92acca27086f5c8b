import { Function } from 'aws-cdk-lib/aws-lambda';
import { Stats, type IMetric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Effect } from '../../../functions/operations.ts';
import { figuresOf, period, sumOf } from './figures.ts';
import type { Watched } from './watched.ts';
import { graph } from './widgets.ts';

/** What functions of an effect are called in a legend. */
const words: Readonly<Record<Effect, string>> = {
  mutation: 'move money',
  read: 'pass reads on',
  'record-read': 'answer from the record',
  inbox: 'take webhooks',
  background: 'scheduled',
  health: 'health',
  delivery: 'send webhooks',
  canary: 'canary',
  authorizer: 'authorizer',
};

const effects = Object.keys(words) as readonly Effect[];

type Of = 'metricErrors' | 'metricThrottles' | 'ConcurrentExecutions';

/** One line for the functions of each effect: a part of AWS fails for all of them alike. */
const byEffect = ({ operations }: Watched, of: Of, shown: readonly Effect[]): IMetric[] =>
  shown.flatMap((effect) => {
    const metrics = operations
      .filter((operation) => operation.effect === effect)
      .map(({ lambda }) =>
        of === 'ConcurrentExecutions'
          ? lambda.metric(of, { statistic: Stats.MAXIMUM, period })
          : lambda[of]({ statistic: Stats.SUM, period }),
      );
    const prefix = `${effect.replaceAll('-', '')}${of.replace('metric', '')}`;
    return metrics.length === 0 ? [] : [sumOf(metrics, words[effect], prefix)];
  });

/** AWS Lambda. The authorizer says no by an error, so its errors are refused callers, and are left out. */
export const functions = (watched: Watched): IWidget[] => [
  graph({
    title: 'Do functions fail?',
    unit: 'errors in 5 minutes',
    lines: byEffect(
      watched,
      'metricErrors',
      effects.filter((effect) => effect !== 'authorizer'),
    ),
    width: 8,
  }),
  graph({
    title: 'Are starts of functions refused, or slow? Throttles, code caches not taken',
    unit: 'starts in 5 minutes',
    lines: [
      ...byEffect(watched, 'metricThrottles', effects),
      ...figuresOf(watched, 'cacheRejected'),
    ],
    width: 8,
  }),
  graph({
    title: 'How many run at once, at most?',
    unit: 'executions',
    lines: [
      ...byEffect(watched, 'ConcurrentExecutions', effects),
      Function.metricAllConcurrentExecutions({ label: 'all of the account', period }),
    ],
    width: 8,
  }),
];
