import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { after, hourMs, isPast, minuteMs, secondMs, type EpochMs } from './clock.ts';
import { Refusal } from './gateway-error.ts';

/** How old a copy may be while the service answers: a changed key is in use everywhere after that. */
const freshMsUsual = 5 * minuteMs;
/** How old a copy may be while the service is down. */
const staleMs = hourMs;
/** After a failed fetch a stale copy serves this long before the next try, so that no request waits for each. */
const pauseMs = 30 * secondMs;

/** A secret, kept in a closure and never in an object that could be logged. */
export type Secret<Value> = {
  /** @throws Refusal not_attempted where it can't be had, and no copy is younger than an hour. */
  current(): Promise<Value>;
  /** Fetched anew, because the provider refused the key that we have; undefined where it can't be had. */
  refetch(): Promise<Value | undefined>;
};

/** How a copy is kept. */
export type Keeping = {
  readonly now: () => EpochMs;
  /** How old a copy may be while the service answers, 5 minutes unless told. */
  readonly freshMs?: number;
  /** For the log: what is missing where it can't be had. */
  readonly why?: string;
};

/**
 * @param fetch brings the secret's text, or whatever else is to be kept like one
 * @param read parses it; what it throws counts as a secret that can't be had
 */
export function keepSecret<Value, Text = string>(
  fetch: () => Promise<Text>,
  read: (text: Text) => Value,
  { now, freshMs = freshMsUsual, why = 'secret_unavailable' }: Keeping,
): Secret<Value> {
  let copy: { value: Value; at: EpochMs } | undefined;
  let nextTryAt = 0 as EpochMs;
  let underway: Promise<Value> | undefined;

  const refresh = async (): Promise<Value> => {
    const value = read(await fetch());
    copy = { value, at: now() };
    return value;
  };
  // Requests that come while a fetch is under way share it.
  const refreshOnce = (): Promise<Value> => {
    underway ??= refresh().finally(() => {
      underway = undefined;
    });
    return underway;
  };
  const serves = (ms: number): boolean => copy !== undefined && !isPast(after(copy.at, ms), now());

  return {
    current: async () => {
      const mayWait = serves(staleMs) && !isPast(nextTryAt, now());
      if (copy !== undefined && (serves(freshMs) || mayWait)) return copy.value;
      try {
        return await refreshOnce();
      } catch (cause) {
        nextTryAt = after(now(), pauseMs);
        if (copy !== undefined && serves(staleMs)) return copy.value;
        throw new Refusal('not_attempted', { why, cause, retryAfterS: 2 });
      }
    },
    refetch: async () => {
      try {
        return await refreshOnce();
      } catch {
        return undefined;
      }
    },
  };
}

/** The text of a secret's current version. */
export const fetchSecret =
  (client: SecretsManagerClient, id: string) => async (): Promise<string> => {
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: id }));
    return SecretString;
  };

const place = z.string().check(z.trim());

const ProviderSecret = z.looseObject({
  /** A label of the account that the key belongs to: a record made with another is neither sent nor believed. */
  account: z.string().check(z.minLength(1)),
  /** Empty until someone fills it in. */
  secretKey: place,
});

export type ProviderSecret = { readonly account: string; readonly secretKey: string };

/** @throws Error where the text is not a provider's secret */
export const readProviderSecret = (text: string): ProviderSecret =>
  ProviderSecret.parse(JSON.parse(text));

const keyName = /^fingerprintKey(\d+)$/;
/** A shorter one could be tried out, and with it the bodies that it hides. */
const keyLengthMin = 32;

export type LedgerSecret = {
  readonly namespace: string;
  /** The newest version, used for new entries. */
  readonly version: number;
  /** The key of a version; none is removed before the oldest entry made with it. */
  readonly key: (version: number) => string | undefined;
};

/** `{"namespace":"…","fingerprintKey1":"…","fingerprintKey2":"…"}`; @throws Error where a part is missing. */
export function readLedgerSecret(text: string): LedgerSecret {
  const members = z.record(z.string(), z.string()).parse(JSON.parse(text));
  const isKey = (value: string): boolean => value.length >= keyLengthMin;
  const keys = new Map(
    Object.entries(members).flatMap(([name, value]) => {
      const version = keyName.exec(name)?.[1];
      return version !== undefined && isKey(value) ? [[Number(version), value] as const] : [];
    }),
  );
  const namespace = members['namespace'] ?? '';
  if (namespace === '' || keys.size === 0) {
    throw new Error('The ledger secret lacks its namespace or fingerprint key.');
  }
  return { namespace, version: Math.max(...keys.keys()), key: (version) => keys.get(version) };
}

const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const CallersSecret = z.object({
  callers: z.array(
    z.looseObject({
      id: z.string().check(z.minLength(1)),
      // The authorizer hands them on in one line, parted by blanks.
      scopes: z.array(z.string().check(z.regex(/^\S+$/))),
      mustSendKey: z.boolean(),
      /** One key, or two during a rotation. */
      keys: z.array(Sha256),
    }),
  ),
});

export type KnownCallers = z.infer<typeof CallersSecret>['callers'];

/** @throws Error where the text is not the callers' secret */
export const readCallersSecret = (text: string): KnownCallers =>
  CallersSecret.parse(JSON.parse(text)).callers;
