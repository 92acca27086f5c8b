import { createHash } from 'node:crypto';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { readCallersSecret, type KnownCallers } from '../../../functions/http/callers-secret.ts';
import { UsageError } from '../../local/host/usage-error.ts';
import type { Change } from './changes.ts';

/** The callers' secret of one gateway. */
export type CallersSecret = {
  readonly client: Pick<SecretsManagerClient, 'send'>;
  /** Its ARN. */
  readonly id: string;
};

/** Secrets Manager's own limit, in bytes of UTF-8. */
export const mostBytes = 65_536;

/** How often a change is made anew because somebody else wrote meanwhile. */
const mostTries = 5;

type Read = { readonly version: string; readonly contents: object; readonly callers: KnownCallers };

async function read({ client, id }: CallersSecret): Promise<Read> {
  const { SecretString = '', VersionId = '' } = await client.send(
    new GetSecretValueCommand({ SecretId: id }),
  );
  try {
    const callers = readCallersSecret(SecretString);
    return { version: VersionId, contents: JSON.parse(SecretString) as object, callers };
  } catch {
    // What is wrong with it is not told: a person may have put a key there.
    throw new UsageError(
      'The callers’ secret cannot be read: it is not what the authorizer expects. Is this the ARN of CallersSecretArn?',
    );
  }
}

/** Who may call. @throws UsageError where the secret is another one */
export const readCallers = async (secret: CallersSecret): Promise<KnownCallers> =>
  (await read(secret)).callers;

/**
 * The name of the version that may follow another: Secrets Manager has no conditional write, but it refuses a name that
 * was given to other contents. So of two who read the same version only one can write the next.
 */
const versionAfter = (version: string): string =>
  createHash('sha256').update(`after ${version}`).digest('hex');

/** Whether it was written; not where somebody else has written since. */
async function put(
  { client, id }: CallersSecret,
  { version, contents }: Read,
  callers: KnownCallers,
): Promise<number | undefined> {
  const text = JSON.stringify({ ...contents, callers });
  const bytes = Buffer.byteLength(text);
  if (bytes > mostBytes) {
    throw new UsageError(
      `The callers’ secret is full: it would have ${String(bytes)} of ${String(mostBytes)} bytes. Give several scopes as one with .*`,
    );
  }
  const next = { SecretId: id, SecretString: text, ClientRequestToken: versionAfter(version) };
  try {
    await client.send(new PutSecretValueCommand(next));
    return bytes;
  } catch (error) {
    if (error instanceof ResourceExistsException) return undefined;
    throw error;
  }
}

/**
 * Makes a change, on what others have written meanwhile if need be, so that nobody's entry is lost.
 *
 * @returns how many bytes of {@link mostBytes} the secret has now
 * @throws UsageError where the change refuses, the secret is full, or the version was put back by hand
 */
export async function changeCallers(secret: CallersSecret, change: Change): Promise<number> {
  let before: string | undefined;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const found = await read(secret);
    if (found.version === before) {
      throw new UsageError(
        'The callers’ secret was put back to an earlier version. Store its value once more in Secrets Manager, then repeat this command.',
      );
    }
    before = found.version;
    const bytes = await put(secret, found, change(found.callers));
    if (bytes !== undefined) return bytes;
  }
  throw new UsageError('Others are changing the callers all the time. Repeat this command.');
}
