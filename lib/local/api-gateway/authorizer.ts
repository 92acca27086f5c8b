import * as z from 'zod';
import { saysUnauthorized, type Invoke } from '../lambda/invocation.ts';
import { allows, Policy } from './policy.ts';
import type { ProxyEvent } from './proxy-event.ts';
import type { LocalAuthorizer } from '../template/rest-api.ts';

/** The authorizer's decision on one request: who calls, or the gateway response that denies it. */
export type Verdict =
  | {
      readonly kind: 'allowed';
      readonly caller: Readonly<Record<string, string>>;
      /** The key of the usage plan that the authorizer named; kept with its policy. */
      readonly usageKey?: string | undefined;
    }
  | {
      readonly kind: 'denied';
      readonly response:
        'UNAUTHORIZED' | 'ACCESS_DENIED' | 'AUTHORIZER_FAILURE' | 'AUTHORIZER_CONFIGURATION_ERROR';
      /** Who was denied, where the authorizer knows. */
      readonly caller?: Readonly<Record<string, string>>;
      /** What the authorizer's Lambda said where it gave no policy. */
      readonly error?: string;
    };

export type Authorize = (event: ProxyEvent, methodArn: string) => Promise<Verdict>;

const Answer = z.object({
  principalId: z.string(),
  policyDocument: Policy,
  context: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  usageIdentifierKey: z.string().optional(),
});
type Answer = z.infer<typeof Answer>;

type AuthorizerParts = { readonly invoke: Invoke; readonly now: () => number };

type Denied = Extract<Verdict, { kind: 'denied' }>;

const denied = (
  response: Denied['response'],
  why: Pick<Denied, 'caller' | 'error'> = {},
): Verdict => ({ kind: 'denied', response, ...why });

/**
 * Asks the authorizer's Lambda, and keeps its answer for as long as the template says.
 *
 * The answer is kept for the caller, not for the route, and every request is checked against its policy again, as in API
 * Gateway. So a policy that allows only one route would deny the caller's next request for another route.
 */
export function createAuthorizer(
  authorizer: LocalAuthorizer,
  { invoke, now }: AuthorizerParts,
): Authorize {
  const kept = new Map<string, { readonly answer: Answer; readonly untilMs: number }>();
  return async (event, methodArn) => {
    const identities = authorizer.identityHeaders.map((name) => headerOf(event, name));
    // API Gateway does not call the Lambda for a request without an identity.
    if (identities.some((identity) => identity === '')) return denied('UNAUTHORIZED');
    const identity = JSON.stringify(identities);
    const found = kept.get(identity);
    if (found !== undefined && now() < found.untilMs) return decide(found.answer, methodArn);

    const invocation = await invoke(authorizer.operation, authorizerEvent(event, methodArn));
    if (invocation.kind === 'failed') {
      const { errorMessage: error } = invocation.error;
      return denied(saysUnauthorized(invocation) ? 'UNAUTHORIZED' : 'AUTHORIZER_FAILURE', {
        error,
      });
    }
    const answer = Answer.safeParse(invocation.value);
    if (!answer.success) return denied('AUTHORIZER_CONFIGURATION_ERROR');
    kept.set(identity, { answer: answer.data, untilMs: now() + authorizer.ttlMs });
    return decide(answer.data, methodArn);
  };
}

/** The event of an authorizer: the request's parameters, never its body. */
function authorizerEvent(event: ProxyEvent, methodArn: string): Record<string, unknown> {
  const parameters = Object.entries(event).filter(
    ([name]) => name !== 'body' && name !== 'isBase64Encoded',
  );
  return { type: 'REQUEST', methodArn, ...Object.fromEntries(parameters) };
}

function headerOf(event: ProxyEvent, name: string): string {
  const found = Object.entries(event.headers).find(([header]) => header.toLowerCase() === name);
  return found?.[1] ?? '';
}

function decide(
  { principalId, policyDocument, context, usageIdentifierKey: usageKey }: Answer,
  methodArn: string,
): Verdict {
  const texts = Object.entries(context).map(([name, value]) => [name, String(value)] as const);
  const caller = { principalId, ...Object.fromEntries(texts) };
  if (!allows(policyDocument, methodArn)) return denied('ACCESS_DENIED', { caller });
  return { kind: 'allowed', caller, usageKey };
}
