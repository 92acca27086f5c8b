import { createHash } from 'node:crypto';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  SecretsManagerServiceException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { UsageError } from '../host/usage-error.ts';

/** A secret in Secrets Manager that people change. */
export type SharedSecret = {
  readonly client: Pick<SecretsManagerClient, 'send'>;
  /** Its ARN. */
  readonly id: string;
};

/** What is said of a secret where it cannot be changed. */
export type SecretWords = {
  /** What it is called: `'The callers’ secret'`. */
  readonly name: string;
  /** What a person does where nobody knows whether it was written. */
  readonly lost: string;
};

/** How often a change is made anew because somebody else wrote meanwhile. */
const mostTries = 5;

type Read = { readonly version: string; readonly text: string };

/** What it holds now. */
export async function readSecret({ client, id }: SharedSecret): Promise<Read> {
  const { SecretString = '', VersionId = '' } = await client.send(
    new GetSecretValueCommand({ SecretId: id }),
  );
  return { version: VersionId, text: SecretString };
}

/**
 * The name of the version that may follow another: Secrets Manager has no conditional write, but it refuses a name that
 * was given to other contents. So of two who read the same version only one can write the next.
 */
const versionAfter = (version: string): string =>
  createHash('sha256').update(`after ${version}`).digest('hex');

/** Whether Secrets Manager has said no: then nothing was written. */
const wasRefused = (error: unknown): boolean =>
  error instanceof SecretsManagerServiceException && error.$fault === 'client';

/** Whether it was written; not where somebody else has written since. */
async function put(
  { client, id }: SharedSecret,
  { version, text }: Read,
  { lost }: SecretWords,
): Promise<boolean> {
  const next = { SecretId: id, SecretString: text, ClientRequestToken: versionAfter(version) };
  try {
    await client.send(new PutSecretValueCommand(next));
    return true;
  } catch (error) {
    if (error instanceof ResourceExistsException) return false;
    if (wasRefused(error)) throw error;
    throw new UsageError(
      `No answer came from Secrets Manager, so it may have been written${lost}`,
      { cause: error },
    );
  }
}

/**
 * Makes a change, on what others have written meanwhile if need be, so that nothing of theirs is lost.
 *
 * @param change what it holds then; pure, because it may be called again
 * @throws UsageError where the change refuses, or the version was put back by hand
 */
export async function changeSecret(
  secret: SharedSecret,
  words: SecretWords,
  change: (text: string) => string,
): Promise<void> {
  let before: string | undefined;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const { version, text } = await readSecret(secret);
    if (version === before) {
      throw new UsageError(
        `${words.name} was put back to an earlier version. Store its value once more in Secrets Manager, then repeat this command.`,
      );
    }
    before = version;
    if (await put(secret, { version, text: change(text) }, words)) return;
  }
  throw new UsageError(`Others are changing it all the time: ${words.name}. Repeat this command.`);
}
