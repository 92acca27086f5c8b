import type { Invocation } from '../lambda/invocation.ts';
import type { Verdict } from './authorizer.ts';
import type { ProxyEvent } from './proxy-event.ts';

/**
 * What is known of one request, by the names of API Gateway's `$context` variables without `$context.` ("Variables for
 * access logging for API Gateway" in its guide). It is filled on the request's way.
 */
export type ContextVariables = Record<string, string>;

/**
 * A line of the access log: the stage's format with the variables of one request, and `-` where there is none, as API
 * Gateway writes. A value is escaped as in JSON, so that a line stays what its format is.
 */
export const accessLine = (format: string, context: ContextVariables): string =>
  format.replace(/\$context\.([A-Za-z]+(?:\.[A-Za-z]+)*)/g, (_whole, name: string) =>
    JSON.stringify(context[name] ?? '-').slice(1, -1),
  );

/** The status that Lambda itself answered with: also a function that threw was invoked. */
function lambdaStatus(invocation: Invocation): string {
  if (invocation.kind === 'answered') return '200';
  return invocation.why === 'throttled' ? '429' : '200';
}

/** Notes what became of the call of a function; undefined where API Gateway waited for it no longer. */
export function noteIntegration(
  context: ContextVariables,
  invocation: Invocation | undefined,
  latencyMs: number,
): void {
  context['integrationLatency'] = String(Math.round(latencyMs));
  if (invocation !== undefined) context['integration.status'] = lambdaStatus(invocation);
  const error = invocation === undefined ? 'Endpoint request timed out' : errorOf(invocation);
  if (error !== undefined) context['integration.error'] = error;
}

const errorOf = (invocation: Invocation): string | undefined =>
  invocation.kind === 'failed' ? invocation.error.errorMessage : undefined;

/** API Gateway's name of the trace that the function goes on with. */
export function noteTrace(context: ContextVariables, { headers }: ProxyEvent): void {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === 'x-amzn-trace-id');
  const root = /Root=([^;]+)/.exec(found?.[1] ?? '')?.[1];
  if (root !== undefined) context['xrayTraceId'] = root;
}

/** Who calls, and why the authorizer let nobody pass. */
export function noteVerdict(context: ContextVariables, verdict: Verdict): void {
  for (const [name, value] of Object.entries(verdict.caller ?? {}))
    context[`authorizer.${name}`] = value;
  if (verdict.kind === 'denied' && verdict.error !== undefined)
    context['authorizer.error'] = verdict.error;
}
