import type { AlarmDefinition } from './alarm.ts';
import type { Template } from '../../lib/cloud/template-reader.ts';
import { ofType, result } from '../../lib/cloud/template-reader.ts';

/**
 * The alarms of a template by the names that the runbook has for them, and a provider's behind a dot: `'defects'`. What
 * they refer to is replaced by its path.
 */
export function alarmsOf(template: Template): Map<string, AlarmDefinition> {
  const alarms = [...ofType(template, 'AWS::CloudWatch::Alarm')].map(
    ([path, { Properties }]) =>
      [path.replace('Alarms/', ''), result(template, Properties) as AlarmDefinition] as const,
  );
  return new Map(alarms);
}

/** One of them. @throws Error where there is none of that name */
export function alarmIn(alarms: ReadonlyMap<string, AlarmDefinition>, id: string): AlarmDefinition {
  const alarm = alarms.get(id);
  if (alarm === undefined) throw new Error(`There is no alarm ${id}.`);
  return alarm;
}

/** The alarms over others, each with the names of those of which one is enough: `'money-at-risk'`. */
export function compositesOf(template: Template): Map<string, readonly string[]> {
  const composites = [...ofType(template, 'AWS::CloudWatch::CompositeAlarm')].map(
    ([path, { Properties }]) => {
      const rule = String(result(template, Properties['AlarmRule']));
      const under = [...rule.matchAll(/ALARM\("Alarms\/([\w.-]+)"\)/g)];
      const rest = rule.replaceAll(/ALARM\("[^"]+"\)|OR|[\s()]/g, '');
      if (rest !== '' || under.length === 0) throw new Error(`Not understood: ${rule}`);
      return [path.replace('Alarms/', ''), under.map(([, name = '']) => name)] as const;
    },
  );
  return new Map(composites);
}
