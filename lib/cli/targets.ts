import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { Provider } from '../../functions/providers/provider.ts';
import type { ProviderAccess } from '../../functions/providers/client/provider-access.ts';
import { after, now, type EpochMs } from '../../functions/platform/clock.ts';
import { fetchSecret, keepSecret } from '../../functions/platform/secrets.ts';
import { readProviderSecret } from '../../functions/providers/provider-secret.ts';
import { settingNamesOf, type Mode } from '../../functions/platform/settings.ts';
import { readCredentials, type Credentials } from '../local/aws/credentials.ts';
import { UsageError } from '../host/usage-error.ts';
import type { Ledger } from './open-operations.ts';

/** A gateway as a person's machine reaches it: its ledger, its time, and the providers that it calls. */
export type Target = {
  readonly ledger: Ledger;
  readonly now: () => EpochMs;
  /** @throws UsageError where nobody said which secret opens the provider */
  readonly destinationOf: (provider: Provider) => ProviderAccess;
};

const Environment = z.object({
  region: z.string(),
  credentialsFile: z.string(),
  gatewayUrl: z.url(),
  endpoints: z.object({ dynamodb: z.url(), secretsManager: z.url() }),
  settings: z.looseObject({ LEDGER_TABLE: z.string() }),
  origins: z.record(z.string(), z.url()),
  now: z.iso.datetime(),
});

type Keyed = {
  readonly client: SecretsManagerClient;
  readonly secret: string;
  /** The gateway's; undefined where nobody said it. */
  readonly mode: Mode | undefined;
};

const access = (
  { provider, origin }: Pick<ProviderAccess, 'provider' | 'origin'>,
  { client, secret, mode }: Keyed,
  time: Target['now'],
): ProviderAccess => ({
  provider,
  origin,
  secret: keepSecret(fetchSecret(client, secret), readProviderSecret(provider, mode), {
    now: time,
  }),
});

/** Where the local system keeps what a stack has in AWS, and how to open it. */
export type LocalEnvironment = Omit<z.infer<typeof Environment>, 'credentialsFile' | 'now'> & {
  readonly credentials: Credentials;
  readonly now: () => EpochMs;
};

/**
 * What the system that `npm start` runs says of itself, with the time that its sandbox may have been moved to.
 *
 * @param sandbox where the simulator listens: `'http://localhost:3001'`
 * @throws UsageError where none runs there, or another user started it
 */
export async function localEnvironment(sandbox: string): Promise<LocalEnvironment> {
  const at = `${sandbox}/sandbox/environment`;
  let environment: z.infer<typeof Environment>;
  try {
    environment = Environment.parse(await (await fetch(at)).json());
  } catch {
    throw new UsageError(
      `No simulator answers at ${at}. Start the gateway first: npm start. Its line "Simulator: …" says what --sandbox must be.`,
    );
  }
  const { credentialsFile, now: itsNow, ...rest } = environment;
  const aheadMs = Date.parse(itsNow) - now();
  return {
    ...rest,
    credentials: credentialsIn(credentialsFile),
    now: () => after(now(), aheadMs),
  };
}

/** A client of the local system's secrets. */
export const localSecrets = ({
  region,
  endpoints,
  credentials,
}: LocalEnvironment): SecretsManagerClient =>
  new SecretsManagerClient({ region, endpoint: endpoints.secretsManager, credentials });

/**
 * The system that `npm start` runs.
 *
 * @param sandbox where the simulator listens: `'http://localhost:3001'`
 * @throws UsageError where none runs there, or another user started it
 */
export async function localTarget(sandbox: string): Promise<Target> {
  const environment = await localEnvironment(sandbox);
  const { region, endpoints, settings, origins, credentials, now: time } = environment;
  return {
    ledger: {
      client: new DynamoDBClient({ region, endpoint: endpoints.dynamodb, credentials }),
      table: settings.LEDGER_TABLE,
    },
    now: time,
    destinationOf: (provider) => {
      const secret = String(settings[settingNamesOf(provider.name).secret]);
      const origin = origins[provider.name] ?? provider.origin;
      const keyed = { client: localSecrets(environment), secret, mode: 'test' as const };
      return access({ provider, origin }, keyed, time);
    },
  };
}

/** @throws UsageError where the file cannot be read: only the user who started the system can */
function credentialsIn(file: string): Credentials {
  try {
    return readCredentials(file);
  } catch {
    throw new UsageError(`${file} cannot be read. Use the user who started the gateway.`);
  }
}

/** A stack's table, and the ARN of the secret of a provider that is to be read; undefined where nobody said it. */
export type CloudNames = {
  readonly table: string;
  readonly secretOf: (provider: Provider) => string | undefined;
  /** The stack's, which a provider's key must be of; undefined where nobody said it. */
  readonly mode?: Mode | undefined;
};

/** A stack in the AWS account whose credentials and region are in use. */
export function cloudTarget({ table, secretOf, mode }: CloudNames): Target {
  return {
    ledger: { client: new DynamoDBClient(), table },
    now,
    destinationOf: (provider) => {
      const secret = secretOf(provider);
      if (secret === undefined) {
        const output = 'the output of the stack that ends in SecretArn';
        throw new UsageError(
          `${provider.name} must be read first. Name its secret, ${output}: --secret ARN`,
        );
      }
      const keyed = { client: new SecretsManagerClient(), secret, mode };
      return access({ provider, origin: provider.origin }, keyed, now);
    },
  };
}
