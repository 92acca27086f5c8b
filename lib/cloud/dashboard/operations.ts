import { Stats, type IMetric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricName } from '../../../functions/metrics.ts';
import {
  isOfProvider,
  providerOf,
  routeOf,
  type OperationId,
} from '../../../functions/operations.ts';
import { figure } from './figures.ts';
import { providersIn, type Watched } from './watched.ts';
import { graph, heading } from './widgets.ts';

type Statistic = readonly [name: MetricName, statistic?: string];

/** Operations of a graph; what all their ids begin with is left out of its legend. */
type Group = { readonly ids: readonly OperationId[]; readonly prefix: string };

const linesOf = (
  watched: Watched,
  { ids, prefix }: Group,
  [name, statistic]: Statistic,
): IMetric[] =>
  ids.map((operation) =>
    figure(watched, name, {
      label: operation.slice(prefix.length),
      by: { operation },
      ...(statistic !== undefined && { statistic }),
    }),
  );

const ms = 'milliseconds';
const inFive = (what: string): string => `${what} in 5 minutes`;

/** Latency and errors of a provider's operations. */
function ofProvider(watched: Watched, name: string): IWidget[][] {
  const own = watched.operations.filter(
    ({ operationId: id }) => isOfProvider(id) && providerOf(id) === name,
  );
  const idsOf = (...effects: readonly string[]): Group => ({
    ids: own.filter(({ effect }) => effects.includes(effect)).map(({ operationId }) => operationId),
    prefix: `${name}.`,
  });
  const mutations = idsOf('mutation');
  const all = idsOf('mutation', 'read');
  const of = (title: string, unit: string, lines: readonly IMetric[]): IWidget =>
    graph({ title: `${name}: ${title}`, unit, lines });
  return [
    [heading(`Operations of ${name}`)],
    [
      of('how long do the slowest take? p99', ms, linesOf(watched, all, ['totalMs'])),
      of('how long do they usually take? p50', ms, linesOf(watched, all, ['totalMs', Stats.p(50)])),
    ],
    [
      of(
        'which outcomes are unknown?',
        inFive('answers'),
        linesOf(watched, mutations, ['unknown']),
      ),
      of('what is rejected?', inFive('answers'), linesOf(watched, all, ['rejected'])),
    ],
    [
      of('what is asked for?', inFive('requests'), linesOf(watched, all, ['requests'])),
      of('what succeeds?', inFive('answers'), linesOf(watched, all, ['done'])),
    ],
  ];
}

/** The same of what is answered without asking a provider, and of webhooks. */
function ofGateway(watched: Watched): IWidget[][] {
  const own = watched.operations
    .map(({ operationId }) => operationId)
    .filter((id) => !isOfProvider(id) && routeOf(id) !== undefined);
  const group = { ids: own, prefix: '' };
  const title = 'Gateway and webhooks:';
  return [
    [heading('Operations of the gateway itself')],
    [
      graph({
        title: `${title} how long do the slowest take? p99`,
        unit: ms,
        lines: linesOf(watched, group, ['totalMs']),
      }),
      graph({
        title: `${title} how many are there?`,
        unit: inFive('requests'),
        lines: linesOf(watched, group, ['requests']),
      }),
    ],
  ];
}

/** Latency and errors by operation: of those that the stack serves. */
export const operations = (watched: Watched): IWidget[][] => [
  ...providersIn(watched).flatMap((name) => ofProvider(watched, name)),
  ...ofGateway(watched),
];
