import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmRule,
  AlarmState,
  ComparisonOperator,
  CompositeAlarm,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import { alarmIds, alarmOf, type AlarmId, type AlarmRow } from './alarm-table.ts';
import { AlarmTopic } from './alarm-topic.ts';
import type { CompleteEnvironment } from '../environments/defaults.ts';
import { Watched, type WatchedParts } from './watched.ts';

export type AlarmsProps = WatchedParts & {
  readonly environment: CompleteEnvironment;
  /** The names of the providers that the stack serves. */
  readonly providers: readonly string[];
};

/** How a row's numbers are compared, with the environment's number in place of the row's where it has one. */
function limitOf(row: AlarmRow, threshold: number | undefined) {
  const { above, below } = row;
  return above === undefined
    ? {
        threshold: threshold ?? below ?? 0,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      }
    : {
        threshold: threshold ?? above,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      };
}

/**
 * Every alarm of the table, what tells people of them, and one alarm over those that are about money at risk. Also the end
 * of an alarm is told.
 */
export class Alarms extends Construct {
  readonly #props: AlarmsProps;
  readonly #action: SnsAction;
  /** Where messages go; others may subscribe. */
  readonly topicArn: string;
  readonly #alarms = new Map<AlarmId, Alarm[]>();

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.#props = props;
    const { topic } = new AlarmTopic(this, 'Topic', props.environment);
    this.topicArn = topic.topicArn;
    this.#action = new SnsAction(topic);
    for (const each of alarmIds) this.#alarms.set(each, this.#create(each));
    this.#watchMoney();
  }

  /** The only alarm of a row that has one for the stack. @throws Error where it has more */
  get(id: AlarmId): Alarm {
    const [alarm, ...others] = this.#alarms.get(id) ?? [];
    if (alarm === undefined || others.length > 0) throw new Error(`There is not one alarm ${id}.`);
    return alarm;
  }

  /** All alarms, in the table's order. */
  get all(): readonly Alarm[] {
    return [...this.#alarms.values()].flat();
  }

  #create(id: AlarmId): Alarm[] {
    const row = alarmOf(id);
    return row.each === undefined
      ? [this.#alarm(id, id, '')]
      : this.#props.providers.map((name) => this.#alarm(id, `${id}.${name}`, name));
  }

  #alarm(id: AlarmId, name: string, provider: string): Alarm {
    const { environment } = this.#props;
    const row = alarmOf(id);
    const watched = new Watched(this.#props, Duration.minutes(row.minutes));
    const alarm = new Alarm(this, name, {
      // People read it in the night; the stack's name keeps it apart from another stack's.
      alarmName: `${environment.stackName} ${row.severity}: ${name}`,
      alarmDescription: `${row.title} RUNBOOK.md, "${id}", says what to do.`,
      metric: row.watch(watched, provider),
      ...limitOf(row, environment.thresholds?.[id]),
      evaluationPeriods: row.inARow ?? 1,
      treatMissingData:
        row.silenceIsWrong === true ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(this.#action);
    alarm.addOkAction(this.#action);
    return alarm;
  }

  /** One alarm that says at a glance whether it can wait. */
  #watchMoney(): void {
    const { stackName } = this.#props.environment;
    const atRisk = alarmIds.filter((id) => alarmOf(id).moneyAtRisk === true);
    const rules = atRisk
      .flatMap((id) => this.#alarms.get(id) ?? [])
      .map((alarm) => AlarmRule.fromAlarm(alarm, AlarmState.ALARM));
    const composite = new CompositeAlarm(this, 'money-at-risk', {
      compositeAlarmName: `${stackName} page: money-at-risk`,
      alarmDescription:
        'Money may be lost or taken twice while this lasts. RUNBOOK.md, "money-at-risk", says what to do.',
      alarmRule: AlarmRule.anyOf(...rules),
    });
    composite.addAlarmAction(this.#action);
    composite.addOkAction(this.#action);
  }
}
