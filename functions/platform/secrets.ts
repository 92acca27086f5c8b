import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { after, hourMs, isPast, minuteMs, secondMs, type EpochMs } from './clock.ts';
import { GatewayError } from './gateway-error.ts';
import { nameOf } from './log.ts';

/** How old a copy may be while Secrets Manager answers. After this time every function uses a changed key. */
const freshMsUsual = 5 * minuteMs;
/** How old a copy may be while Secrets Manager does not answer. */
const staleMs = hourMs;
/** How long after a failed fetch the stale copy is used without another try, so that not every request waits for one. */
const pauseMs = 30 * secondMs;

/** A secret. Its value is kept in a closure, not in an object, so that nothing can log it. */
export type Secret<Value> = {
  /** @throws GatewayError not_attempted where it cannot be fetched and no copy is younger than an hour */
  current(): Promise<Value>;
  /** Fetched again, because the provider answered 401 to the key that we have; undefined where it can't be had. */
  refetch(): Promise<Value | undefined>;
};

/** How a copy is kept. */
export type Keeping = {
  readonly now: () => EpochMs;
  /** How old a copy may be while the service answers; 5 minutes where this is absent. */
  readonly freshMs?: number;
  /** The reason in the log where the value cannot be fetched. */
  readonly why?: string;
};

/**
 * Keeps a copy of a secret and fetches it again when the copy is too old.
 *
 * @param fetch fetches the secret's text, or another value that is kept in the same way
 * @param read parses it; an error of it counts as a failed fetch
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
        // An error of ours says itself why.
        if (cause instanceof GatewayError) throw cause;
        // No more of it: an error of the client, or of what parses, may hold what was fetched.
        throw new GatewayError('not_attempted', { why, cause: nameOf(cause), retryAfterS: 2 });
      }
    },
    refetch: async () => {
      // What is under way may have been read before the key was changed.
      await underway?.catch(() => undefined);
      try {
        return await refreshOnce();
      } catch {
        return undefined;
      }
    },
  };
}

/** Begins to fetch a secret that will be asked for later, so that others are fetched beside it. Who asks is told of an error. */
export function fetchAhead({ current }: Pick<Secret<unknown>, 'current'>): void {
  void current().then(undefined, () => undefined);
}

/** The text of a secret's current version. */
export const fetchSecret =
  (client: SecretsManagerClient, id: string) => async (): Promise<string> => {
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: id }));
    return SecretString;
  };

/** The text of the version before it; undefined where there is none. */
export const fetchPreviousSecret =
  (client: SecretsManagerClient, id: string) => async (): Promise<string | undefined> => {
    try {
      const command = new GetSecretValueCommand({ SecretId: id, VersionStage: 'AWSPREVIOUS' });
      return (await client.send(command)).SecretString;
    } catch (cause) {
      if (cause instanceof ResourceNotFoundException) return undefined;
      throw cause;
    }
  };
