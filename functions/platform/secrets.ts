import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { after, hourMs, isPast, minuteMs, secondMs, type EpochMs } from './clock.ts';
import { GatewayError } from './gateway-error.ts';

/** How old a copy may be while the service answers: a changed key is in use everywhere after that. */
const freshMsUsual = 5 * minuteMs;
/** How old a copy may be while the service is down. */
const staleMs = hourMs;
/** After a failed fetch a stale copy serves this long before the next try, so that no request waits for each. */
const pauseMs = 30 * secondMs;

/** A secret, kept in a closure and never in an object that could be logged. */
export type Secret<Value> = {
  /** @throws GatewayError not_attempted where it can't be had, and no copy is younger than an hour. */
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
        throw new GatewayError('not_attempted', { why, cause, retryAfterS: 2 });
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
