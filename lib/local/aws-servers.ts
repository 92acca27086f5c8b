import type { AwsServer } from './aws/aws-server.ts';
import type { Credentials } from './aws/credentials.ts';
import { startDynamodbProxy } from './aws/dynamodb-proxy.ts';
import { createTables } from './aws/create-tables.ts';
import { fillSecrets, type SecretPlan } from './aws/secret-contents.ts';
import { openSecrets, type SecretStore } from './aws/secret-store.ts';
import { startSecretsServer } from './aws/secrets-server.ts';
import type { Cleanup } from '../host/cleanup.ts';
import type { Faults } from '../host/faults.ts';
import type { LocalTemplate } from './template/template.ts';

/** The servers that the functions use as DynamoDB and Secrets Manager. */
export type AwsServers = {
  readonly table: AwsServer;
  readonly secrets: AwsServer;
  /** What the secrets hold. */
  readonly store: SecretStore;
  /** What signs the requests that both answer. */
  readonly credentials: Credentials;
};

/** What these servers need beside the template. */
export type AwsServersParts = {
  /** Where the server listens that holds the table. */
  readonly dynamodb: string;
  /** Where the secrets are stored; undefined: in memory. */
  readonly secretsFile: string | undefined;
  readonly secretPlan: SecretPlan;
  readonly credentials: Credentials;
  readonly cleanup: Cleanup;
  readonly faults: Faults;
  /** Ends the Lambda process with this id. */
  readonly kill: (process: string) => void;
  /** Is called after each write to a table. */
  readonly onWrite: () => void;
};

/** Creates the template's tables and secrets, and starts the servers in front of them. */
export async function startAwsServers(
  template: LocalTemplate,
  parts: AwsServersParts,
): Promise<AwsServers> {
  const { dynamodb, secretsFile, credentials, cleanup, faults, kill, onWrite } = parts;
  await createTables(dynamodb, template.tables);
  const keyNames = Object.fromEntries(template.tables.map((table) => [table.name, table.keyNames]));
  const table = await startDynamodbProxy(
    { endpoint: dynamodb, keyNames },
    { faults, kill, credentials, onWrite },
  );
  cleanup.add(table.close);

  const store = openSecrets(template.secrets, secretsFile);
  fillSecrets(template, store, parts.secretPlan);
  const secrets = await startSecretsServer(store, { faults, kill, credentials });
  cleanup.add(secrets.close);
  return { table, secrets, store, credentials };
}
