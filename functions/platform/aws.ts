import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/**
 * Time-outs of the SDK's clients. By itself it has no time-out for a request: one hung socket would use up the whole
 * invocation. Both services answer within tens of milliseconds; two more tries fit into the time kept for them.
 */
const timeouts = {
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: 500,
    requestTimeout: 1_500,
    throwOnRequestTimeout: true,
  },
} as const;

/**
 * Middlewares of the SDK that the ledger does not need. They take a twentieth of a warm request's CPU time: one copies
 * requests and answers for a logger that is not set, one writes the user agent, one passes the trace on to services that
 * start functions.
 */
const unneededMiddlewares = [
  'loggerMiddleware',
  'getUserAgentMiddleware',
  'recursionDetectionMiddleware',
];

/** The ledger's client. Secrets Manager's keeps all its middlewares, because it is called once in five minutes. */
export function dynamoDb(): DynamoDBClient {
  const client = new DynamoDBClient({ ...timeouts, cacheMiddleware: true });
  for (const name of unneededMiddlewares) client.middlewareStack.remove(name);
  return client;
}

/** The client of Secrets Manager. It keeps all middlewares, because it is called only once in five minutes. */
export const secretsManager = (): SecretsManagerClient => new SecretsManagerClient(timeouts);
