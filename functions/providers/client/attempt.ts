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

/** Whether the provider gave an error that is in no list of ours. */
const isUnlisted = (outcome: Outcome): boolean =>
  outcome.kind === 'rejected'
    ? outcome.isUnlisted === true
    : outcome.kind === 'unknown' && outcome.why === 'unlisted';

/** Sends a request once and says what came of it. Never throws. */
export async function attempt(
  access: ProviderAccess,
  call: ProviderCall,
  { wasUnauthorized }: { readonly wasUnauthorized: boolean },
): Promise<Outcome> {
  const { request, parse, maySend, signal, line } = call;
  const authorization = await authorizationOf(access, call, wasUnauthorized);
  if (typeof authorization !== 'string') return authorization;
  const headers = { ...pinnedVersion(access), ...request.headers, authorization };
  const authorized = { ...request, headers };
  const may = maySend();
  if (may !== true) return { kind: 'not_attempted', why: may };
  const sentAt = now();
  const answer = await send(authorized, signal, maySend);
  line.providerMs = now() - sentAt;
  if ('kind' in answer) return answer;
  line.providerStatus = answer.status;
  const outcome = judgeAnswer(answer, access.provider, parse);
  const code = 'code' in outcome ? outcome.code : undefined;
  if (code !== undefined) line.providerCode = code;
  if (isUnlisted(outcome)) line.unlisted = 1;
  return outcome;
}
