import { createHash } from 'node:crypto';
import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { secretsOf } from '../support/secrets.ts';
import type { LocalSystem } from '../support/local.ts';

/** A caller as the callers' secret has it, with its keys as they are. */
export type NewCaller = {
  readonly id: string;
  readonly scopes: readonly string[];
  readonly keys: readonly string[];
};

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Writes the callers' secret, as an operator does: with these callers and no others. */
export async function writeCallers(
  local: LocalSystem,
  callers: readonly NewCaller[],
): Promise<void> {
  const { client, settings } = await secretsOf(local);
  const written = callers.map(({ id, scopes, keys }) => ({
    ...{ id, name: id, scopes },
    mustSendKey: true,
    keys: keys.map(hashOf),
  }));
  const SecretString = JSON.stringify({ callers: written });
  await client.send(
    new PutSecretValueCommand({ SecretId: settings['CALLERS_SECRET'], SecretString }),
  );
  client.destroy();
}
