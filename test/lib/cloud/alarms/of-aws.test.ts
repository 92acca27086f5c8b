import { describe, expect, test } from '@jest/globals';
import { isOn } from '../../../support/cloudwatch/alarm.ts';
import { alarmIn, alarmsOf } from '../../../support/cloudwatch/alarms-of.ts';
import type { Datum } from '../../../support/cloudwatch/emitted.ts';
import { minimal, synthesize } from '../synthesize.ts';

/* Alarms on AWS's own metrics, over made series: no part of ours emits those. */

const alarms = alarmsOf(await synthesize(minimal));
const fiveMinutes = 300_000;
const start = 1_790_000_100_000 - (1_790_000_100_000 % fiveMinutes);

/** A value every five minutes of a metric. */
const series = (
  [namespace, name]: readonly [string, string],
  values: readonly number[],
  dimensions: Record<string, string> = {},
): Datum[] =>
  values.map((value, index) => ({
    ...{ namespace, name, dimensions, value },
    at: start + index * fiveMinutes,
  }));

const isOnAfter = (id: string, periods: number, data: readonly Datum[]): boolean =>
  isOn(alarmIn(alarms, id), data, start + periods * fiveMinutes);

const letters = ['AWS/SQS', 'ApproximateNumberOfMessagesVisible'] as const;
const queue = { QueueName: 'Schedules/DeadLetters' };
const throttles = ['AWS/Lambda', 'Throttles'] as const;
const executions = ['AWS/Lambda', 'ConcurrentExecutions'] as const;
const systemErrors = ['AWS/DynamoDB', 'SystemErrors'] as const;
const writeThrottles = ['AWS/DynamoDB', 'WriteThrottleEvents'] as const;
const table = { TableName: 'LedgerTable/Table' };

// prettier-ignore
describe('the alarm', () => {
  test.each<[string, string, readonly Datum[], boolean]>([
    ['dead-letters',        'a letter lies there',                        series(letters, [1], queue),                                        true],
    ['dead-letters',        'the queue is empty',                         series(letters, [0], queue),                                        false],
    ['dead-letters',        'another queue has letters',                  series(letters, [1], { QueueName: 'other' }),                       false],
    ['functions-throttled', 'six executions were not started',            series(throttles, [6]),                                             true],
    ['functions-throttled', 'five were not',                              series(throttles, [5]),                                             false],
    ['functions-throttled', 'the sixth was of one function’s own metric', series(throttles, [6], { FunctionName: 'one' }),                    false],
    ['concurrency',         '801 run at once for ten minutes',            series(executions, [801, 801]),                                     true],
    ['concurrency',         '801 run at once for five',                   series(executions, [1, 801]),                                       false],
    ['table-errors',        'six writes failed',                          series(systemErrors, [6], { ...table, Operation: 'UpdateItem' }),   true],
    ['table-errors',        'errors and throttles are six together',      [...series(systemErrors, [4], { ...table, Operation: 'Query' }), ...series(writeThrottles, [2], table)], true],
    ['table-errors',        'they are five',                              [...series(systemErrors, [4], { ...table, Operation: 'Query' }), ...series(writeThrottles, [1], table)], false],
    ['table-errors',        'another table fails',                        series(systemErrors, [6], { TableName: 'other', Operation: 'UpdateItem' }), false],
  ])('%s, when %s', (id, _case, data, isExpected) => {
    const periods = new Set(data.map(({ at }) => at)).size;

    expect(isOnAfter(id, periods, data)).toBe(isExpected);
  });

  test.each(['dead-letters', 'functions-throttled', 'concurrency', 'table-errors'])('%s is off where there are no data', (id) => {
    expect(isOnAfter(id, 3, [])).toBe(false);
  });
});

test('these are all alarms on metrics of AWS', () => {
  const ofAws = [...alarms].filter(([, alarm]) => JSON.stringify(alarm).includes('"AWS/'));

  expect(ofAws.map(([id]) => id).toSorted()).toEqual([
    ...['concurrency', 'dead-letters', 'functions-throttled', 'table-errors'],
  ]);
});
