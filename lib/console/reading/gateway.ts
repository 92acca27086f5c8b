import { providers } from '../../../functions/providers/providers.ts';
import type { CallersSecret } from '../../cli/callers/secret.ts';
import { localEndpoints } from '../../cli/events/target.ts';
import { openStack, secretAt, type Stack } from '../../cli/stack.ts';
import { localEnvironment, localSecrets, localTarget, type Target } from '../../cli/targets.ts';

/** The gateway that a console looks at. */
export type Gateway = Pick<Stack, 'target' | 'providers' | 'endpoints'> & {
  /** The stack's name; of the local system a few words. */
  readonly name: string;
  readonly isLocal: boolean;
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
    gateway ??= openGateway(name).catch((error: unknown) => {
      gateway = undefined;
      throw error;
    });
    return gateway;
  };
}

async function openGateway(name: string): Promise<Gateway> {
  const stack = await openStack(name);
  const isKnown = ['CallersSecretArn', 'LedgerSecretArn'].every((each) => each in stack.outputs);
  return {
    name,
    isLocal: false,
    target: stack.target,
    providers: stack.providers,
    endpoints: stack.endpoints,
    keys: isKnown
      ? { callers: secretAt(stack, 'CallersSecretArn'), ledger: secretAt(stack, 'LedgerSecretArn') }
      : undefined,
  };
}
