import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/**
 * Time-outs of the SDK's clients. Its own request time-out is none at all: one hung socket would eat the whole
 * invocation. Both services answer within tens of milliseconds; two more tries fit into the time kept for them.
 */
const patience = {
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: 500,
    requestTimeout: 1_500,
    throwOnRequestTimeout: true,
  },
} as const;

export const dynamoDb = (): DynamoDBClient => new DynamoDBClient(patience);

export const secretsManager = (): SecretsManagerClient => new SecretsManagerClient(patience);
