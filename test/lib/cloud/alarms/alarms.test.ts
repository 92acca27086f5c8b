import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { metricNames } from '../../../../functions/metrics.ts';
import { alarmIds, alarmOf } from '../../../../lib/cloud/alarms/alarm-table.ts';
import { alarmsOf } from '../../../support/cloudwatch/alarms-of.ts';
import { minimal, synthesize } from '../synthesize.ts';
import { ofType, onlyOne, result } from '../template-reader.ts';

const template = await synthesize({ ...minimal, alarmEmails: ['night@example.com'] });
const alarms = alarmsOf(template);
const text = JSON.stringify([...alarms.values()]);

test('every row of the table is an alarm, one for each provider where it says so', () => {
  const names = alarmIds.flatMap((id) =>
    alarmOf(id).each === undefined ? [id] : [`${id}.komoju`, `${id}.coiney`],
  );

  expect([...alarms.keys()].toSorted()).toEqual(names.toSorted());
});

test('every alarm tells people when it begins and when it ends, and where to read on', () => {
  const topic = 'Alarms/Topic/Topic';
  for (const [name, alarm] of alarms) {
    const id = name.split('.')[0] ?? '';
    expect(alarm).toMatchObject({
      AlarmName: expect.stringMatching(new RegExp(`^a-gateway (page|ticket): ${name}$`)),
      AlarmDescription: expect.stringContaining(`RUNBOOK.md, "${id}"`),
      AlarmActions: [topic],
      OKActions: [topic],
    });
  }
});

test('an address is told, and nobody but CloudWatch of this account may publish', () => {
  expect(onlyOne(template, 'AWS::SNS::Subscription').Properties).toMatchObject({
    Protocol: 'email',
    Endpoint: 'night@example.com',
  });
  const { PolicyDocument: policy } = onlyOne(template, 'AWS::SNS::TopicPolicy').Properties;
  expect(result(template, policy)).toMatchObject({
    Statement: [
      { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      {
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Condition: { StringEquals: { 'aws:SourceAccount': 'AWS::AccountId' } },
      },
    ],
  });
});

test('none goes by API Gateway’s 5XXError, nor by errors of functions: a decline is a 502, a wrong key an error', () => {
  expect(text).not.toContain('5XXError');
  expect(text).not.toContain('"AWS/ApiGateway"');
  expect(text).not.toContain('"MetricName":"Errors"');
});

test('metrics of ours are those of the registry', () => {
  const own = [...text.matchAll(/"MetricName":"(\w+)","Namespace":"PaymentGateway/g)];
  const names = own.map(([, name]) => name);

  expect(new Set(names).size).toBeGreaterThan(10);
  expect(metricNames).toEqual(expect.arrayContaining(names));
});

test('one alarm is over those that are about money', () => {
  const rule = JSON.stringify(
    result(template, onlyOne(template, 'AWS::CloudWatch::CompositeAlarm').Properties['AlarmRule']),
  );
  const watched = [...rule.matchAll(/Alarms\/([\w-]+)/g)].map(([, name]) => name);

  expect(watched).toEqual(alarmIds.filter((id) => alarmOf(id).moneyAtRisk === true));
  expect(rule).toContain(' OR ');
});

describe('an environment’s threshold', () => {
  test('takes the place of the table’s', async () => {
    const thresholds = { 'callers-refused': 7, 'provider-errors': 33 };

    const changed = alarmsOf(await synthesize({ ...minimal, thresholds }));

    expect(alarms.get('callers-refused')?.Threshold).toBe(20);
    expect(changed.get('callers-refused')?.Threshold).toBe(7);
    expect(changed.get('provider-errors.coiney')?.Threshold).toBe(33);
    expect(changed.get('slow')).toEqual(alarms.get('slow'));
  });
});

test('a stack without an address has its alarms all the same', async () => {
  const quiet = await synthesize(minimal);

  expect(ofType(quiet, 'AWS::SNS::Subscription').size).toBe(0);
  expect(alarmsOf(quiet)).toEqual(alarms);
});

describe('the runbook', () => {
  const runbook = readFileSync('lib/cloud/RUNBOOK.md', 'utf8');
  const [, section = ''] = /\n## Alarms\n([\s\S]*?)\n## /.exec(runbook) ?? [];
  const headings = [...section.matchAll(/^### `([\w-]+)`$/gm)].map(([, name]) => name);

  test('has a heading for every alarm, and for no other', () => {
    expect(headings).toEqual(['money-at-risk', ...alarmIds]);
  });

  test.each(['money-at-risk', ...alarmIds])(
    '%s: what it means, where to look first, what to do, and how to know that it is over',
    (id) => {
      const [, told = ''] = section.split(`### \`${id}\`\n`);
      const [own = ''] = told.split('\n### ');
      const words = ['Means', 'Look', 'Do', 'Over'].filter((word) => !own.includes(`**${word}.**`));

      expect(words).toEqual([]);
    },
  );
});
