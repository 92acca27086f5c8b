import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { simulatorKey } from '../../lib/local/simulators/simulators.ts';
import { environmentOf } from '../support/environment.ts';
import type { LocalSystem } from '../support/local.ts';

/** What the requests use and no answer, log or record may hold. */
export type Known = {
  /** The callers' keys; the first may do everything. */
  readonly keys: readonly [string, ...string[]];
  readonly webhookSecret: string;
  readonly webhookToken: string;
  /** Every text of the stack's secrets that is long enough to be recognised. */
  readonly texts: readonly string[];
};

/** Numbers of test cards, as the requests write them. */
export const cardNumbers = ['4111111111111111', '5555555555554444', '378282246310005'] as const;

/** A verification value that is not a number, so that it is found wherever it stands. */
export const verificationMark = 'vvmark7f3a91';

const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

const shortest = 12;

/** Reads the secrets as the functions do, by the SDK. */
export async function readKnown(local: LocalSystem): Promise<Known> {
  const { endpoints, settings } = await environmentOf(local);
  const client = new SecretsManagerClient({
    endpoint: endpoints['secretsManager'] ?? '',
    region: 'ap-northeast-1',
    credentials: local.credentials,
  });
  const read = async (name: string): Promise<Record<string, unknown>> => {
    const command = new GetSecretValueCommand({ SecretId: settings[name] });
    return JSON.parse((await client.send(command)).SecretString ?? '{}') as Record<string, unknown>;
  };
  const [komoju, coiney, ledger, callers, canary] = await Promise.all(
    ['KOMOJU_SECRET', 'COINEY_SECRET', 'LEDGER_SECRET', 'CALLERS_SECRET', 'CANARY_SECRET'].map(
      read,
    ),
  );
  client.destroy();
  const keys = [local.keys.admin, local.keys.unmodified, local.keys.storefront] as const;
  const hashes = textsIn(callers).filter((text) => /^[0-9a-f]{64}$/.test(text));
  const own = [komoju, coiney, ledger, canary]
    .flatMap(textsIn)
    .filter(({ length }) => length >= shortest);
  const { secretAccessKey } = local.credentials;
  return {
    keys,
    webhookSecret: String(komoju?.['webhookSecret']),
    webhookToken: String(coiney?.['webhookToken']),
    texts: [...new Set([...keys, simulatorKey, secretAccessKey, ...hashes, ...own])],
  };
}

/** Digits that only blanks, points, strokes or joiners part are one number. */
const joined = (text: string): string =>
  text.normalize('NFKC').replaceAll(/(?<=\d)[ .\-/\u200d]+(?=\d)/g, '');

/** A verification value by its name, with a value that is left: JSON, a form, or a text of another program. */
const valueByName = /verification_value(\\?["']|\]|%5D)*\s*[:=]\s*\\?["']?\d/i;

/** The first secret in a text, by its beginning; undefined where there is none. */
export const secretIn = (text: string, { texts }: Known): string | undefined =>
  texts.find((secret) => text.includes(secret))?.slice(0, 6);

/** The first card number or verification value in a text. */
export function cardDataIn(text: string): string | undefined {
  const numbers = joined(text);
  const found = cardNumbers.find((number) => numbers.includes(number));
  if (found !== undefined) return found.slice(0, 6);
  return text.includes(verificationMark) || valueByName.test(text)
    ? 'verification value'
    : undefined;
}
