import { describe, expect, test } from '@jest/globals';
import { operationIds, rowOf } from '../../../functions/operations.ts';
import { ofType, onlyOne, result, type Template } from './template-reader.ts';

export function describeSchedules(template: () => Template): void {
  describe('what starts by itself', () => {
    const scheduled = operationIds.filter((id) => rowOf(id).schedule !== undefined);
    const rates: Readonly<Record<string, string>> = {
      minute: 'rate(1 minute)',
      'five-minutes': 'rate(5 minutes)',
      'half-hour': 'rate(30 minutes)',
    };

    test.each(scheduled)('%s has its schedule, bounded tries and a place for failures', (id) => {
      const every = rowOf(id).schedule ?? '';
      // An event starts a delivery but once, so it is tried again.
      const isAgain = rowOf(id).effect === 'delivery';
      const tries = isAgain ? 2 : 0;
      const agesS = { minute: 60, 'five-minutes': 300, 'half-hour': 1800 };
      const ageS = isAgain ? 21_600 : agesS[every as 'minute'];
      const rule = ofType(template(), 'AWS::Events::Rule').get(`Schedules/${id}`);
      const invocations = ofType(template(), 'AWS::Lambda::EventInvokeConfig').get(
        `${id}/Invocations`,
      );

      expect(result(template(), rule?.Properties)).toEqual({
        ScheduleExpression: rates[every],
        State: 'ENABLED',
        Targets: [
          {
            Arn: `${id}/Lambda`,
            Id: 'Target0',
            DeadLetterConfig: { Arn: 'Schedules/DeadLetters' },
            RetryPolicy: { MaximumRetryAttempts: tries, MaximumEventAgeInSeconds: ageS },
          },
        ],
      });
      expect(result(template(), invocations?.Properties)).toMatchObject({
        FunctionName: `${id}/Lambda`,
        MaximumRetryAttempts: tries,
        MaximumEventAgeInSeconds: ageS,
        DestinationConfig: { OnFailure: { Destination: 'Schedules/DeadLetters' } },
      });
    });

    test('nothing else does', () => {
      const rules = [...ofType(template(), 'AWS::Events::Rule')];
      const withSchedule = rules.filter(([, rule]) => 'ScheduleExpression' in rule.Properties);

      expect(withSchedule.map(([name]) => name)).toEqual(scheduled.map((id) => `Schedules/${id}`));
    });

    test('the queue of failures is encrypted and kept for two weeks', () => {
      expect(onlyOne(template(), 'AWS::SQS::Queue').Properties).toEqual({
        MessageRetentionPeriod: 1_209_600,
        SqsManagedSseEnabled: true,
      });
    });
  });
}
