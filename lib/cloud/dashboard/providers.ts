import { MathExpression, Stats, type IMetric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { figure, period } from './figures.ts';
import { providersIn, type Watched } from './watched.ts';
import { graph, heading } from './widgets.ts';

/** Of a hundred calls of a provider, how many it did not decide. In a graph the metrics of each have names of their own. */
const errorShare = (watched: Watched, provider: string, at: number): IMetric =>
  new MathExpression({
    expression: `100 * FILL(errors${at}, 0) / calls${at}`,
    usingMetrics: {
      [`errors${at}`]: figure(watched, 'providerErrors', { by: { provider } }),
      [`calls${at}`]: figure(watched, 'providerMs', {
        by: { provider },
        statistic: Stats.SAMPLE_COUNT,
      }),
    },
    label: provider,
    period,
  });

/** Whether the trouble is a provider's. */
export function providerRows(watched: Watched): IWidget[][] {
  const names = providersIn(watched);
  const took = (statistic: string, word: string): IMetric[] =>
    names.map((provider) =>
      figure(watched, 'providerMs', { label: `${provider} ${word}`, by: { provider }, statistic }),
    );
  return [
    [heading('Providers')],
    [
      graph({
        title: 'How long do providers take?',
        unit: 'milliseconds',
        lines: [...took(Stats.p(99), 'p99'), ...took(Stats.p(50), 'p50')],
      }),
      graph({
        title: 'How many of our calls do they not decide?',
        unit: '% of calls',
        lines: names.map((name, at) => errorShare(watched, name, at)),
      }),
    ],
  ];
}
