import { now } from '../../platform/clock.ts';
import type { LogLine } from '../../platform/log.ts';
import { judgeAnswer } from './judge-answer.ts';
import type { Outcome, ProviderObject } from '../outcome.ts';
import type { ProviderAccess } from './provider-access.ts';
import type { ProviderRequest } from './provider-request.ts';
import type { ProviderSecret } from '../provider-secret.ts';
import { send, type MayWrite } from './send.ts';

/** One request to be sent, and what decides whether it still may be. */
export type ProviderCall = {
  readonly request: ProviderRequest;
  /** The secret that was current when the request came in. */
  readonly secret: ProviderSecret;
  readonly parse: (body: unknown) => ProviderObject | undefined;
  /** Whether an earlier attempt may have reached the provider: then the key that sent it must send this one. */
  readonly isSentAgain?: boolean;
  /** Whether it may be sent: asked before it connects, and again when the connection is open, before it is written. */
  readonly maySend: MayWrite;
  /** Aborts at the deadline. */
  readonly signal: AbortSignal;
  readonly line: LogLine;
};

/** The value of the Authorization header, or that it could not be had: then nothing was sent. */
async function authorizationOf(
  { provider, origin }: ProviderAccess,
  { secret, signal }: ProviderCall,
  wasUnauthorized: boolean,
): Promise<string | Extract<Outcome, { kind: 'not_attempted' }>> {
  try {
    return await provider.authorize(secret.values, {
      origin,
      send: (request) => send(request, signal),
      wasUnauthorized,
    });
  } catch (cause) {
    return { kind: 'not_attempted', why: 'not_authorized', cause };
  }
}

/** The version that is asked for where the request names none. */
const pinnedVersion = ({ provider, version }: ProviderAccess): Record<string, string> =>
  provider.versionHeader === undefined || version === undefined
    ? {}
    : { [provider.versionHeader]: version };

/**
 * Whether the provider gave an error that is in no list of ours. A 5xx without a code is none: the provider is down, and
 * there is no code to look up.
 */
function isUnlisted(outcome: Outcome): boolean {
  if (outcome.kind === 'rejected') return outcome.isUnlisted === true;
  if (outcome.kind !== 'unknown' || outcome.why !== 'unlisted') return false;
  return outcome.code !== undefined || (outcome.answer?.status ?? 0) < 500;
}

/**
 * Sends a request once and says what came of it. Never throws. However often a provider was too slow before, the next call
 * is tried as well: who remembers must also know when to forget, and a payment that is not tried is not made either.
 */
export async function attempt(
  access: ProviderAccess,
  call: ProviderCall,
  { wasUnauthorized }: { readonly wasUnauthorized: boolean },
): Promise<Outcome> {
  const { request, parse, maySend, line } = call;
  const late = AbortSignal.timeout(access.provider.answersWithinMs);
  const signal = AbortSignal.any([call.signal, late]);
  const authorization = await authorizationOf(access, { ...call, signal }, wasUnauthorized);
  if (typeof authorization !== 'string') return authorization;
  const headers = { ...pinnedVersion(access), ...request.headers, authorization };
  const authorized = { ...request, headers };
  const may = maySend();
  if (may !== true) return { kind: 'not_attempted', why: may };
  const sentAt = now();
  const answer = await send(authorized, signal, maySend);
  line.providerMs = now() - sentAt;
  const outcome = 'kind' in answer ? answer : judgeAnswer(answer, access.provider, parse);
  if (outcome.kind === 'unknown' || outcome.kind === 'not_attempted') line.providerErrors = 1;
  if ('kind' in answer) return answer;
  line.providerStatus = answer.status;
  const code = 'code' in outcome ? outcome.code : undefined;
  if (code !== undefined) line.providerCode = code;
  if (isUnlisted(outcome)) line.unlisted = 1;
  return outcome;
}
