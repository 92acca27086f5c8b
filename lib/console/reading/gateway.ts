import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { providers } from '../../../functions/providers/providers.ts';
import type { Provider } from '../../../functions/providers/provider.ts';
import type { CallersSecret } from '../../cli/callers/secret.ts';
import { localEndpoints } from '../../cli/events/target.ts';
import { modeOf, stackOutputs } from '../../cli/stack-outputs.ts';
import {
  cloudTarget,
  localEnvironment,
  localSecrets,
  localTarget,
  type Target,
} from '../../cli/targets.ts';
import { secretOutputOf } from '../../cloud/outputs.ts';

/** The gateway that a console looks at. */
export type Gateway = {
  /** The stack's name; of the local system a few words. */
  readonly name: string;
  readonly isLocal: boolean;
  readonly target: Target;
  /** The providers that it serves. */
  readonly providers: readonly Provider[];
  /** The names of the merchant's end points. */
  readonly endpoints: readonly string[];
  /** What an idempotency key is found by; undefined where the stack does not say where its secrets are. */
  readonly keys: GatewayKeys | undefined;
};

/** Where the callers are, and the secret that holds the namespace. */
export type GatewayKeys = { readonly callers: CallersSecret; readonly ledger: CallersSecret };

/** Gives the gateway as it is just now. @throws UsageError where nothing runs there, or there is no such stack */
export type OpenGateway = () => Promise<Gateway>;

/** The system that `npm start` runs, by where its simulator listens. Its time may have been moved since. */
export function localGateway(sandbox: string): OpenGateway {
  let target: Promise<Target> | undefined;
  return async () => {
    const environment = await localEnvironment(sandbox);
    const { now, settings } = environment;
    target ??= localTarget(sandbox);
    const client = localSecrets(environment);
    const secret = (name: string): CallersSecret => ({ client, id: String(settings[name]) });
    return {
      name: 'the system on this machine',
      isLocal: true,
      target: { ...(await target), now },
      providers,
      endpoints: (await localEndpoints({ sandbox })).map(({ name }) => name),
      keys: { callers: secret('CALLERS_SECRET'), ledger: secret('LEDGER_SECRET') },
    };
  };
}

/** A stack in the AWS account whose credentials and region are in use, by its name. It is looked up once. */
export function stackGateway(name: string): OpenGateway {
  let gateway: Promise<Gateway> | undefined;
  return () => {
    gateway ??= openStack(name).catch((error: unknown) => {
      gateway = undefined;
      throw error;
    });
    return gateway;
  };
}

async function openStack(name: string): Promise<Gateway> {
  const outputs = await stackOutputs(name);
  const secretOf = (provider: Provider) => outputs[secretOutputOf(provider.name)];
  const { LedgerTableName: table = '', EndpointNames, CallersSecretArn, LedgerSecretArn } = outputs;
  const client = new SecretsManagerClient();
  return {
    name,
    isLocal: false,
    target: cloudTarget({ table, secretOf, mode: modeOf(outputs) }),
    providers: providers.filter((provider) => secretOf(provider) !== undefined),
    endpoints: EndpointNames?.split(' ') ?? [],
    keys:
      CallersSecretArn === undefined || LedgerSecretArn === undefined
        ? undefined
        : { callers: { client, id: CallersSecretArn }, ledger: { client, id: LedgerSecretArn } },
  };
}
