import { randomInt, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { readStoredJson, writeStoredJson } from '../../host/stored-json.ts';
import type { LocalSecret } from '../template/secrets.ts';

const Version = z.object({ id: z.string(), value: z.string(), stages: z.array(z.string()) });

/** How many versions AWS keeps at least. */
const mostVersions = 100;

const Stored = z.record(z.string(), z.array(Version));

export type SecretVersion = z.infer<typeof Version>;

/**
 * The local secrets with their versions. Those without a stage stay, so that a version's name cannot be given twice;
 * beyond {@link mostVersions} the oldest go, as in AWS.
 */
export type SecretStore = {
  /** Finds by name, ARN, or ARN without its last six characters. */
  find(id: string): LocalSecret | undefined;
  versions(secret: LocalSecret): readonly SecretVersion[];
  current(secret: LocalSecret): string;
  /**
   * Makes `value` the current version; what was current becomes the previous one.
   *
   * @returns undefined if a version of that name has another value: nothing is changed then
   */
  put(secret: LocalSecret, value: string, versionId?: string): SecretVersion | undefined;
  /** Whether this run created the secret; false if it was stored already. */
  isNew(secret: LocalSecret): boolean;
};

/**
 * Opens the secrets of a template. With `file` they outlive the process. Among them are the ledger's namespace and
 * fingerprint keys, without which a stored operation could not be recognised again.
 */
export function openSecrets(
  secrets: readonly LocalSecret[],
  file: string | undefined,
): SecretStore {
  const stored = new Map(
    Object.entries(file === undefined ? {} : (readStoredJson(file, Stored) ?? {})),
  );
  const created = new Set<string>();
  const save = () => {
    if (file !== undefined) writeStoredJson(file, Object.fromEntries(stored));
  };
  for (const secret of secrets) {
    if (stored.has(secret.name)) continue;
    created.add(secret.name);
    stored.set(secret.name, [
      { id: randomUUID(), value: firstValue(secret), stages: ['AWSCURRENT'] },
    ]);
  }
  save();
  const versions = (secret: LocalSecret) => stored.get(secret.name) ?? [];
  return {
    versions,
    find: (id) =>
      secrets.find(({ name, arn }) => id === name || id === arn || id === arn.slice(0, -7)),
    isNew: (secret) => created.has(secret.name),
    current: (secret) =>
      versions(secret).find(({ stages }) => stages.includes('AWSCURRENT'))?.value ?? '',
    put: (secret, value, versionId = randomUUID()) => {
      const named = versions(secret).find(({ id }) => id === versionId);
      if (named !== undefined) return named.value === value ? named : undefined;
      const next = { id: versionId, value, stages: ['AWSCURRENT'] };
      stored.set(secret.name, [next, ...versions(secret).map(older)].slice(0, mostVersions));
      save();
      return next;
    },
  };
}

/** A version after another one was written: what was current is the previous one, and what was that has no stage. */
const older = (version: SecretVersion): SecretVersion => ({
  ...version,
  stages: version.stages.includes('AWSCURRENT') ? ['AWSPREVIOUS'] : [],
});

/** The value that CloudFormation would have stored when it created the secret. */
function firstValue({ value, generate }: LocalSecret): string {
  if (value !== undefined || generate === undefined) return value ?? '';
  const generated = randomText(generate);
  if (generate.GenerateStringKey === undefined) return generated;
  const template = JSON.parse(generate.SecretStringTemplate ?? '{}') as object;
  return JSON.stringify({ ...template, [generate.GenerateStringKey]: generated });
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

function randomText(generate: NonNullable<LocalSecret['generate']>): string {
  const alphabet = (letters + (generate.ExcludePunctuation ? '' : punctuation))
    .split('')
    .filter((character) => !generate.ExcludeCharacters.includes(character));
  return Array.from(
    { length: generate.PasswordLength },
    () => alphabet[randomInt(alphabet.length)],
  ).join('');
}
