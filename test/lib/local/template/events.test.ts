import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { runningRules } from '../../../../lib/local/start-events.ts';
import { endpointsOf, eventSetting } from '../../../../lib/local/template/events/endpoints.ts';
import { readTemplate, type LocalTemplate } from '../../../../lib/local/template/template.ts';

const endpoints = JSON.stringify([
  { name: 'shop', url: 'https://shop.example.com/webhooks', secretArn: 'arn:shop' },
  { name: 'other', url: 'https://other.example.com/webhooks', secretArn: 'arn:other' },
]);

const lambda = (operation: string, variables: object) => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Handler: 'index.handler', Environment: { Variables: variables } },
  Metadata: { 'aws:cdk:path': `Stack/${operation}/Lambda/Resource`, 'aws:asset:path': 'asset' },
});

const rule = (name: string) => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    EventBusName: { Ref: 'Bus' },
    EventPattern: { source: ['payments'], detail: { type: ['payment.changed'] } },
    Targets: [
      {
        Id: 'Target0',
        Arn: { 'Fn::GetAtt': ['Deliver', 'Arn'] },
        InputTransformer: {
          InputPathsMap: { event: '$.detail' },
          InputTemplate: `{"endpoint":"${name}","event":<event>}`,
        },
        RetryPolicy: { MaximumRetryAttempts: 185 },
        DeadLetterConfig: { Arn: 'arn:queue' },
      },
    ],
  },
});

const pattern = { dynamodb: { NewImage: { event: { M: { id: { S: [{ exists: true }] } } } } } };

const resources = {
  Ledger: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    },
  },
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'payments' } },
  Deliver: lambda('gateway.deliver', { EVENT_ENDPOINTS: endpoints, EVENT_NETWORK: 'public' }),
  Pipe: {
    Type: 'AWS::Pipes::Pipe',
    Properties: {
      Source: { 'Fn::GetAtt': ['Ledger', 'StreamArn'] },
      SourceParameters: {
        DynamoDBStreamParameters: { StartingPosition: 'TRIM_HORIZON', MaximumRetryAttempts: -1 },
        FilterCriteria: { Filters: [{ Pattern: JSON.stringify(pattern) }] },
      },
      Target: { 'Fn::GetAtt': ['Bus', 'Arn'] },
      TargetParameters: {
        EventBridgeEventBusParameters: { Source: 'payments', DetailType: 'Payment event' },
        InputTemplate: '{"id":<$.dynamodb.NewImage.event.M.id.S>}',
      },
    },
  },
  Shop: rule('shop'),
  Other: rule('other'),
  Minutes: {
    Type: 'AWS::Events::Rule',
    Properties: {
      ScheduleExpression: 'rate(1 minute)',
      Targets: [{ Id: 'Target0', Arn: { 'Fn::GetAtt': ['Deliver', 'Arn'] } }],
    },
  },
};

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'template-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

function read(changes: object = {}): LocalTemplate {
  const Stack = { type: 'aws:cloudformation:stack', properties: { templateFile: 'stack.json' } };
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ artifacts: { Stack } }));
  const template = { Resources: { ...resources, ...changes } };
  writeFileSync(join(directory, 'stack.json'), JSON.stringify(template));
  return readTemplate(directory);
}

test('the pipe, with its table and its bus', () => {
  expect(read().pipes).toEqual([
    {
      table: 'Stack-Ledger',
      bus: 'payments',
      patterns: [pattern],
      inputTemplate: '{"id":<$.dynamodb.NewImage.event.M.id.S>}',
      source: 'payments',
      detailType: 'Payment event',
    },
  ]);
});

test('rules by what they wait for: events, or the time', () => {
  const { eventRules, schedules } = read();

  expect(eventRules.map(({ input }) => input?.template)).toEqual([
    '{"endpoint":"shop","event":<event>}',
    '{"endpoint":"other","event":<event>}',
  ]);
  expect(eventRules[0]).toEqual({
    rule: 'Stack-Shop',
    bus: 'payments',
    pattern: { source: ['payments'], detail: { type: ['payment.changed'] } },
    operation: 'gateway.deliver',
    input: { paths: { event: '$.detail' }, template: '{"endpoint":"shop","event":<event>}' },
  });
  expect(schedules).toEqual([{ operation: 'gateway.deliver', everyMs: 60_000 }]);
});

test('a rule runs if its endpoint has a URL here', () => {
  const rules = runningRules(read(), { other: 'http://127.0.0.1:8000' });

  expect(rules.map(({ rule: name }) => name)).toEqual(['Stack-Other']);
  expect(runningRules(read(), {})).toEqual([]);
});

describe('the function’s settings', () => {
  test('have the endpoints with a URL here, each with it', () => {
    const setting = eventSetting('EVENT_ENDPOINTS', endpoints, { shop: 'http://127.0.0.1:8000' });

    expect(JSON.parse(setting)).toEqual([
      { name: 'shop', url: 'http://127.0.0.1:8000', secretArn: 'arn:shop' },
    ]);
  });

  test('let it call this machine', () => {
    expect(eventSetting('EVENT_NETWORK', 'public', {})).toBe('any');
  });

  test('are otherwise as they are', () => {
    expect(eventSetting('LEDGER_TABLE', 'public', { public: 'x' })).toBe('public');
  });

  test('name each endpoint once', () => {
    const { functions } = read({ Second: lambda('gateway.again', { EVENT_ENDPOINTS: endpoints }) });

    expect(endpointsOf(functions).map(({ name }) => name)).toEqual(['shop', 'other']);
  });
});

describe('fails', () => {
  const pipeWith = (changes: object) => ({
    Pipe: { ...resources.Pipe, Properties: { ...resources.Pipe.Properties, ...changes } },
  });

  test.each([
    ['a source that is no stream', pipeWith({ Source: 'arn:queue' }), /no table's stream/],
    ['a target that is no bus', pipeWith({ Target: 'arn:queue' }), /no event bus/],
    ['an enrichment', pipeWith({ Enrichment: 'arn:function' }), /Enrichment/],
    [
      'a time of its own',
      pipeWith({
        TargetParameters: {
          InputTemplate: '{}',
          EventBridgeEventBusParameters: { Source: 'a', DetailType: 'b', Time: '$.time' },
        },
      }),
      /Time/,
    ],
    [
      'a rule that starts what is no function',
      { Bus: resources.Bus, Deliver: lambda('x/y', {}) },
      /no function/,
    ],
  ])('for %s', (_what, changes, message) => {
    expect(() => read(changes)).toThrow(message);
  });
});
