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
  /** @throws UsageError where the gateway does not say which secret opens the provider */
  readonly destinationOf: (provider: Provider) => ProviderAccess;
};

/** What is on record at a gateway, and its time: all that is known of a table alone, which says nothing of a provider. */
export type Records = Pick<Target, 'ledger' | 'now'>;

const Environment = z.object({
  region: z.string(),
  credentialsFile: z.string(),
  gatewayUrl: z.url(),
  endpoints: z.object({ dynamodb: z.url(), secretsManager: z.url() }),
  settings: z.looseObject({ LEDGER_TABLE: z.string() }),
  origins: z.record(z.string(), z.url()),
  now: z.iso.datetime(),
});

/** A secret of a provider, and where it is read. */
export type KeptSecret = {
  readonly client: SecretsManagerClient;
  readonly id: string;
  /** The gateway's, which the key must be of. */
  readonly mode: Mode;
};

/** How a provider is called with what is in a secret. */
export const accessBy = (
  { provider, origin }: Pick<ProviderAccess, 'provider' | 'origin'>,
  { client, id, mode }: KeptSecret,
  time: Target['now'],
): ProviderAccess => ({
  provider,
  origin,
  secret: keepSecret(fetchSecret(client, id), readProviderSecret(provider, mode), { now: time }),
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
      const id = String(settings[settingNamesOf(provider.name).secret]);
      const origin = origins[provider.name] ?? provider.origin;
      const kept = { client: localSecrets(environment), id, mode: 'test' } as const;
      return accessBy({ provider, origin }, kept, time);
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

/** A table in the AWS account whose credentials and region are in use. */
export const tableRecords = (table: string): Records => ({
  ledger: { client: new DynamoDBClient(), table },
  now,
});
