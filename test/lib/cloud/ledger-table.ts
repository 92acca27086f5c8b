import { describe, expect, test } from '@jest/globals';
import { onlyOne, type Template } from './template-reader.ts';

export function describeLedgerTable(template: () => Template): void {
  describe('the ledger’s table', () => {
    test('is protected, keyed and indexed as its records are', () => {
      const keys = (hash: string, range: string): object[] => [
        { AttributeName: hash, KeyType: 'HASH' },
        { AttributeName: range, KeyType: 'RANGE' },
      ];
      const numbers = { pend: 'N', readAt: 'N', done: 'N', ttl: 'N' };
      const types = {
        pk: 'S',
        sk: 'S',
        ...numbers,
        resource: 'S',
        at: 'N',
        order: 'S',
        orderAt: 'N',
        todo: 'N',
        due: 'N',
      };

      expect(onlyOne(template(), 'AWS::DynamoDB::Table').Properties).toEqual({
        AttributeDefinitions: Object.entries(types).map(([name, type]) => ({
          AttributeName: name,
          AttributeType: type,
        })),
        KeySchema: keys('pk', 'sk'),
        GlobalSecondaryIndexes: [
          {
            IndexName: 'open',
            KeySchema: keys('pend', 'readAt'),
            Projection: { ProjectionType: 'KEYS_ONLY' },
          },
          {
            IndexName: 'completed',
            KeySchema: keys('done', 'ttl'),
            Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['op'] },
          },
          {
            IndexName: 'by-resource',
            KeySchema: keys('resource', 'at'),
            Projection: {
              ProjectionType: 'INCLUDE',
              NonKeyAttributes: ['op', 'caller', 'st', 'event', 'told', 'finding'],
            },
          },
          {
            IndexName: 'by-order',
            KeySchema: keys('order', 'orderAt'),
            Projection: {
              ProjectionType: 'INCLUDE',
              NonKeyAttributes: ['op', 'st', 'event', 'resource', 'pay', 'ses'],
            },
          },
          {
            IndexName: 'todo',
            KeySchema: keys('todo', 'due'),
            Projection: { ProjectionType: 'KEYS_ONLY' },
          },
        ],
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: {
          PointInTimeRecoveryEnabled: true,
          RecoveryPeriodInDays: 35,
        },
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
        SSESpecification: { SSEEnabled: true },
        ResourcePolicy: {
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'NothingIsForgotten',
                Effect: 'Deny',
                Principal: { AWS: '*' },
                Action: [
                  'dynamodb:BatchWriteItem',
                  'dynamodb:DeleteItem',
                  'dynamodb:PartiQLDelete',
                ],
                Resource: '*',
              },
            ],
          },
        },
      });
    });
  });
}
