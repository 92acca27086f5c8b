import { devNull } from 'node:os';
import { dirname } from 'node:path';
import { region } from '../template/physical-name.ts';
import type { LocalFunction } from '../template/functions.ts';
import { providerOfOrigin } from '../template/providers.ts';
import { endpointFor } from '../aws/aws-server.ts';
import type { Credentials } from '../aws/credentials.ts';
import type { Listening } from '../../host/listen.ts';
import { eventSetting, type EndpointUrls } from '../template/events/endpoints.ts';

/** The local servers that stand for AWS and for the providers. */
export type Endpoints = {
  readonly table: Listening;
  readonly secrets: Listening;
  /** Where the gateway itself listens. */
  readonly gateway: string;
  /** What signs requests to both. */
  readonly credentials: Credentials;
  /** Origins of the simulated providers by name. A provider that is not listed keeps its real origin. */
  readonly providers: Readonly<Record<string, string>>;
  /** Where events are delivered to. */
  readonly events: EndpointUrls;
};

/**
 * The whole environment of one process: the template's variables with the addresses of this machine, and the
 * variables that Lambda itself sets. Nothing of this machine's own environment or AWS configuration reaches a function.
 */
export function lambdaEnvironment(
  lambda: LocalFunction,
  process_: { readonly id: string; readonly node: string },
  { table, secrets, gateway, credentials, providers, events }: Endpoints,
): Record<string, string> {
  const variables = Object.entries(lambda.variables).map(([name, value]) => {
    if (name === 'GATEWAY_URL') return [name, gateway] as const;
    const provider = providerOfOrigin(name);
    const origin = provider === undefined ? undefined : providers[provider];
    return [name, origin ?? eventSetting(name, value, events)] as const;
  });
  return {
    ...Object.fromEntries(variables),
    AWS_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: lambda.name,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: endpointFor(table, process_.id),
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpointFor(secrets, process_.id),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    // On Node 20 the SDK prints a warning at every start; in AWS the functions run on a newer Node.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    PATH: dirname(process_.node),
  };
}
