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

/**
 * Middlewares of the SDK that do nothing for a ledger and take a twentieth of a warm request's CPU time: one copies what
 * is sent and answered for a logger that nobody set, one writes which SDK calls, one passes the trace on to services
 * that start functions.
 */
const needless = ['loggerMiddleware', 'getUserAgentMiddleware', 'recursionDetectionMiddleware'];

/** The ledger's client; Secrets Manager's stays whole, for it is called once in five minutes. */
export function dynamoDb(): DynamoDBClient {
  const client = new DynamoDBClient({ ...patience, cacheMiddleware: true });
  for (const name of needless) client.middlewareStack.remove(name);
  return client;
}

export const secretsManager = (): SecretsManagerClient => new SecretsManagerClient(patience);
