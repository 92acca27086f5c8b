import {
  metricNames,
  metricOf,
  type Dimension,
  type Figures,
  type MetricName,
} from '../metrics.ts';
import { operationIds, rowOf } from '../operations.ts';
import type { EpochMs } from './clock.ts';

/** What a line is told apart by, beside its figures. */
type Emitted = Figures & {
  readonly operation: string;
  readonly provider?: string;
  readonly caller?: string;
};

const mutations: ReadonlySet<string> = new Set(
  operationIds.filter((id) => rowOf(id).effect === 'mutation'),
);

/** The dimension set of a metric in one line; undefined where the line is not counted so. */
function dimensionsIn(line: Emitted, by: Dimension): readonly string[] | undefined {
  if (by === 'stack') return [];
  if (by === 'mutations') return mutations.has(line.operation) ? [] : undefined;
  return line[by] === undefined ? undefined : [by];
}

type Group = { Dimensions: (readonly string[])[]; Metrics: { Name: string; Unit: string }[] };

/** Metrics with the same dimensions share a directive. */
function groupsIn(line: Emitted, names: readonly MetricName[]): Group[] {
  const groups = new Map<string, Group>();
  for (const name of names) {
    const { by, unit } = metricOf(name);
    const sets = by.map((each) => dimensionsIn(line, each)).filter((set) => set !== undefined);
    const key = sets.join(';');
    const group = groups.get(key) ?? { Dimensions: sets, Metrics: [] };
    group.Metrics.push({ Name: name, Unit: unit });
    groups.set(key, group);
  }
  return [...groups.values()].filter(({ Dimensions }) => Dimensions.length > 0);
}

/**
 * What makes CloudWatch take the figures of a log line for metrics (embedded metric format, AWS's specification of 2026):
 * a member to be added to the line. Nothing where the line has no figures.
 *
 * @param at the moment of the figures
 */
export function directivesFor(namespace: string, at: EpochMs, line: Emitted): object {
  const names = metricNames.filter((name) => line[name] !== undefined);
  const groups = groupsIn(line, names);
  if (groups.length === 0) return {};
  const directives = groups.map((group) => ({ Namespace: namespace, ...group }));
  return { _aws: { Timestamp: at, CloudWatchMetrics: directives } };
}
