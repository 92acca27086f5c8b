import { describe, expect, test } from '@jest/globals';
import { operationIds, rowOf } from '../../../functions/operations.ts';
import { ofType, onlyOne, result, type Template } from './template-reader.ts';

export function describeSchedules(template: () => Template): void {
  describe('what starts by itself', () => {
    const scheduled = operationIds.filter((id) => rowOf(id).schedule !== undefined);
    const rates: Readonly<Record<string, string>> = {
      minute: 'rate(1 minute)',
      day: 'rate(1 day)',
    };

    test.each(scheduled)('%s has its schedule, bounded tries and a place for failures', (id) => {
      const every = rowOf(id).schedule ?? '';
      const tries = every === 'minute' ? 0 : 2;
      const ageS = every === 'minute' ? 60 : 21_600;
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
      expect([...ofType(template(), 'AWS::Events::Rule').keys()]).toEqual(
        scheduled.map((id) => `Schedules/${id}`),
      );
    });

    test('the queue of failures is encrypted and kept for two weeks', () => {
      expect(onlyOne(template(), 'AWS::SQS::Queue').Properties).toEqual({
        MessageRetentionPeriod: 1_209_600,
        SqsManagedSseEnabled: true,
      });
    });
  });
}
