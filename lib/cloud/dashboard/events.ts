import { Stats, type IMetric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { rowOf } from '../../../functions/operations.ts';
import { figure, figuresOf, period } from './figures.ts';
import type { Watched } from './watched.ts';
import { graph, heading } from './widgets.ts';

/** How often what a schedule starts was started. */
const starts = ({ operations }: Watched): IMetric[] =>
  operations
    .filter(({ operationId }) => rowOf(operationId).schedule !== undefined)
    .map(({ operationId: label, lambda }) =>
      lambda.metricInvocations({ label, period, statistic: Stats.SUM }),
    );

/** What comes without a caller: webhooks, and what schedules start. */
export const events = (watched: Watched): IWidget[][] => [
  [heading('Webhooks and scheduled functions')],
  [
    graph({
      title: 'Do webhooks arrive, and are they the provider’s own?',
      unit: 'webhooks in 5 minutes',
      lines: figuresOf(watched, 'webhooks', 'duplicates', 'postponed', 'forged', 'missed'),
      width: 8,
    }),
    graph({
      title: 'Do the scheduled functions run? Every minute means 5',
      unit: 'starts in 5 minutes',
      lines: starts(watched),
      right: { unit: 'objects compared', lines: [figure(watched, 'objects')] },
      width: 7,
    }),
    graph({
      title: 'How far is reconciliation behind?',
      unit: 'milliseconds at the end of a run',
      lines: [figure(watched, 'lagMs')],
      width: 5,
    }),
    graph({
      title: 'Is it well, seen from outside?',
      unit: '1 is yes',
      lines: [figure(watched, 'healthy', { label: 'canary' })],
      width: 4,
    }),
  ],
];
