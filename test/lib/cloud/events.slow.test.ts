import { beforeAll, describe, expect, test } from '@jest/globals';
import { eventMembers } from '../../../functions/events/event.ts';
import type { Environment } from '../../../lib/cloud/environments/environment.ts';
import { minimal, synthesize } from './synthesize.ts';
import { ofType, onlyOne, permissionsOf, result, type Template } from './template-reader.ts';

/* How what happens leaves the stack: over a pipe to a bus, and by rules to the end points. */

const environment: Environment = {
  ...minimal,
  endpoints: [
    { name: 'shop', url: 'https://shop.example.com/webhooks' },
    { name: 'books', url: 'https://books.example.com/', types: ['payment.changed'] },
  ],
};

let template: Template;
beforeAll(async () => {
  template = await synthesize(environment);
}, 120_000);

const propertiesOf = (type: string, of = template): unknown =>
  result(of, onlyOne(of, type).Properties);

describe('the pipe', () => {
  test('goes from the table’s stream to the bus, from its beginning on, and gives up nothing before a day', () => {
    expect(propertiesOf('AWS::Pipes::Pipe')).toMatchObject({
      Source: 'LedgerTable/Table',
      RoleArn: 'Events/Role',
      Target: 'Events/Bus',
      SourceParameters: {
        DynamoDBStreamParameters: {
          StartingPosition: 'TRIM_HORIZON',
          MaximumRetryAttempts: -1,
          MaximumRecordAgeInSeconds: -1,
          OnPartialBatchItemFailure: 'AUTOMATIC_BISECT',
          DeadLetterConfig: { Arn: 'Schedules/DeadLetters' },
        },
      },
    });
    expect(onlyOne(template, 'AWS::DynamoDB::Table').Properties['StreamSpecification']).toEqual({
      StreamViewType: 'NEW_IMAGE',
    });
  });

  test('gives every member of an event, and nothing else of an item', () => {
    const { TargetParameters } = onlyOne(template, 'AWS::Pipes::Pipe').Properties as {
      TargetParameters: { InputTemplate: string };
    };
    const shown = TargetParameters.InputTemplate.replaceAll(/<\$\.([\w.]+)>/g, '"$1"');
    const members = Object.keys(eventMembers);

    expect(JSON.parse(shown)).toEqual(
      Object.fromEntries(members.map((name) => [name, `dynamodb.NewImage.out.M.${name}.S`])),
    );
  });

  test('may follow the stream, fill the bus, and tell of what failed', () => {
    expect(permissionsOf(template, 'Events/Role').sort()).toEqual([
      'dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator dynamodb:ListStreams on LedgerTable/Table',
      'events:PutEvents on Events/Bus',
      'sqs:SendMessage on Schedules/DeadLetters',
    ]);
  });

  test('may open what a key of the stack encrypts, through the table alone', async () => {
    const keyed = await synthesize({ ...environment, customerManagedKey: true });

    expect(permissionsOf(keyed, 'Events/Role')).toContain(
      'kms:Decrypt on EncryptionKey if {"StringEquals":{"kms:ViaService":"dynamodb.ap-northeast-1.amazonaws.com"}}',
    );
  }, 60_000);
});

describe('the bus', () => {
  test('keeps what was on it for 90 days, to be played again', () => {
    expect(propertiesOf('AWS::Events::Archive')).toMatchObject({
      SourceArn: 'Events/Bus',
      RetentionDays: 90,
    });
  });

  test('starts a delivery to each end point that wants the type, and tells of what it could not start', () => {
    const rule = (name: string) =>
      result(
        template,
        ofType(template, 'AWS::Events::Rule').get(`Endpoints/${name}Rule`)?.Properties,
      );

    expect(rule('books')).toMatchObject({
      EventBusName: 'Events/Bus',
      EventPattern: { source: ['payment-gateway'], detail: { type: ['payment.changed'] } },
      Targets: [
        {
          Arn: 'gateway.deliver/Lambda',
          DeadLetterConfig: { Arn: 'Schedules/DeadLetters' },
          InputTransformer: {
            InputPathsMap: { detail: '$.detail' },
            InputTemplate: '{"endpoint":"books","event":<detail>}',
          },
        },
      ],
    });
    expect(rule('shop')).toMatchObject({
      EventPattern: { detail: { type: expect.any(Array) as unknown } },
    });
  });
});

describe('with another table in use', () => {
  test('its own stream is followed, where it is named', async () => {
    const stream = 'arn:aws:dynamodb:ap-northeast-1:111122223333:table/old/stream/2026';
    const of = { ...environment, ledgerTableName: 'old' };
    const followed = await synthesize({ ...of, ledgerStreamArn: stream });

    expect(propertiesOf('AWS::Pipes::Pipe', followed)).toMatchObject({ Source: stream });
    expect(ofType(await synthesize(of), 'AWS::Pipes::Pipe').size).toBe(0);
  }, 60_000);
});

test('without an end point nothing is deployed that would send to one', async () => {
  const none = await synthesize({ ...environment, endpoints: [] });

  expect(ofType(none, 'AWS::Lambda::Function').has('gateway.deliver/Lambda')).toBe(false);
  expect(ofType(none, 'AWS::Pipes::Pipe').size).toBe(1);
}, 60_000);
