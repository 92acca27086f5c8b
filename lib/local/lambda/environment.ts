import { devNull } from 'node:os';
import { dirname } from 'node:path';
import { region } from '../template/physical-name.ts';
import type { LocalFunction } from '../template/template.ts';
import { endpointFor } from '../aws/aws-server.ts';
import type { Listening } from '../host/listen.ts';

/** Where the processes find what AWS and the providers are in the cloud. */
export type Surroundings = {
  readonly table: Listening;
  readonly secrets: Listening;
  /** Simulated providers by name, with their origins; one that is not here keeps its own. */
  readonly providers: Readonly<Record<string, string>>;
};

/** `KOMOJU_ORIGIN` → `'komoju'`. */
export const providerOfSetting = (name: string): string | undefined =>
  /^(.+)_ORIGIN$/.exec(name)?.[1]?.toLowerCase();

/**
 * The whole environment of one process: the template's variables with the providers' origins replaced, and what Lambda
 * itself sets. Nothing of this machine's own environment or AWS configuration reaches a function.
 */
export function lambdaEnvironment(
  lambda: LocalFunction,
  process_: { readonly id: string; readonly node: string },
  { table, secrets, providers }: Surroundings,
): Record<string, string> {
  const variables = Object.entries(lambda.variables).map(([name, value]) => {
    const provider = providerOfSetting(name);
    return [name, (provider === undefined ? undefined : providers[provider]) ?? value] as const;
  });
  return {
    ...Object.fromEntries(variables),
    AWS_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: lambda.name,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: endpointFor(table, process_.id),
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpointFor(secrets, process_.id),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    // On Node 20 the SDK announces its end of support at every start; in AWS the functions run on a newer one.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    PATH: dirname(process_.node),
  };
}
