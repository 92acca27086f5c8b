import type { LocalSystem } from '../local.ts';
import { templateIn } from '../../lib/cloud/template-reader.ts';
import { countedInAccessLog, metricFiltersOf } from './access-log.ts';
import { isOn } from './alarm.ts';
import { alarmsOf, compositesOf } from './alarms-of.ts';
import { emittedBy, type Datum } from './emitted.ts';

/** What CloudWatch would see of a local system. */
export type Watch = {
  /** What was emitted since the last {@link Watch.forget}. */
  data(): readonly Datum[];
  /** The alarms that are on now, of the template that the system runs, by their names in the runbook. */
  alarmsOn(): readonly string[];
  /** Leaves out all that was emitted before. */
  forget(): void;
};

function parsed(line: string): object | undefined {
  try {
    return JSON.parse(line) as object;
  } catch {
    // What a process writes when it dies is no line of ours.
    return undefined;
  }
}

/**
 * Watches a local system as CloudWatch does the stack.
 *
 * @param assembly the directory of the stack that it runs
 */
export function watch(
  local: Pick<LocalSystem, 'log' | 'accessLog' | 'aheadMs'>,
  assembly: string = process.env['LOCAL_ASSEMBLY'] ?? '',
): Watch {
  const template = templateIn(assembly);
  const alarms = alarmsOf(template);
  const composites = [...compositesOf(template)];
  const filters = metricFiltersOf(template);
  let forgotten = new Set<string>();
  const isNew = (line: string): boolean => !forgotten.has(line);
  const data = (): Datum[] => [
    ...local.log.filter(isNew).flatMap((line) => emittedBy(parsed(line) ?? {})),
    ...countedInAccessLog(filters, local.accessLog.filter(isNew)),
  ];
  return {
    data,
    alarmsOn: () => {
      const [seen, at] = [data(), Date.now() + local.aheadMs()];
      const on = [...alarms].filter(([, alarm]) => isOn(alarm, seen, at)).map(([name]) => name);
      const over = composites.filter(([, under]) => under.some((name) => on.includes(name)));
      return [...over.map(([name]) => name), ...on];
    },
    forget: () => {
      forgotten = new Set([...local.log, ...local.accessLog]);
    },
  };
}
