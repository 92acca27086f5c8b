import { judgeAnswer, send, type Provider, type WireRequest } from './provider.ts';
import { now } from '../platform/clock.ts';
import type { Line } from '../platform/log.ts';
import type { NotAttemptedWhy, Outcome, Told } from './outcome.ts';
import { Refusal } from '../platform/gateway-error.ts';
import type { ProviderSecret, Secret } from '../platform/secrets.ts';

/** A provider as a function reaches it. */
export type Destination = {
  readonly provider: Provider;
  readonly origin: string;
  readonly secret: Secret<ProviderSecret>;
};

/** One request to be sent, and what decides whether it still may be. */
export type Question = {
  readonly request: WireRequest;
  /** The secret that was current when the request came in. */
  readonly secret: ProviderSecret;
  readonly tell: (body: unknown) => Told | undefined;
  /** Asked just before the request is written; or why not. */
  readonly maySend: () => true | NotAttemptedWhy;
  /** Aborts at the deadline. */
  readonly signal: AbortSignal;
  readonly line: Line;
};

/** The provider's secret, filled in. @throws Refusal not_attempted where it can't be had or is still empty */
export async function filledSecret({ secret }: Destination): Promise<ProviderSecret> {
  const current = await secret.current();
  if (current.secretKey === '') {
    const message =
      "The provider's secret key has not been filled in yet. This request did nothing.";
    throw new Refusal('not_attempted', { message, why: 'secret_empty', retryAfterS: 2 });
  }
  return current;
}

/**
 * Asks the provider. One attempt; only after a 401, which was not executed, the secret is fetched again and the
 * request sent once more, for someone may just have changed the key. Never throws.
 */
export async function ask(destination: Destination, question: Question): Promise<Outcome> {
  const { account } = question.secret;
  const first = await attempt(destination, question, question.secret.secretKey);
  if (first.kind !== 'not_attempted' || first.why !== 'unauthorized') return first;
  const changed = await destination.secret.refetch();
  if (changed === undefined || changed.secretKey === '') return first;
  if (changed.account !== account) return { kind: 'not_attempted', why: 'account_changed' };
  return attempt(destination, question, changed.secretKey);
}

async function attempt(
  { provider }: Destination,
  { request, tell, maySend, signal, line }: Question,
  secretKey: string,
): Promise<Outcome> {
  const authorization = provider.authorization(secretKey);
  const authorized = { ...request, headers: { ...request.headers, authorization } };
  const may = maySend();
  if (may !== true) return { kind: 'not_attempted', why: may };
  const sentAt = now();
  const answer = await send(authorized, signal);
  line.providerMs = now() - sentAt;
  if ('kind' in answer) return answer;
  line.providerStatus = answer.status;
  const outcome = judgeAnswer(answer, provider, tell);
  const code = 'code' in outcome ? outcome.code : undefined;
  if (code !== undefined) line.providerCode = code;
  return outcome;
}
