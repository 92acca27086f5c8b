import type { IncomingMessage } from 'node:http';
import { sentHeaders } from './forwarded-headers.ts';
import type { Situation } from './gateway-responses.ts';

/** What API Gateway takes as the body of a request: 10 MB. */
export const maxBodyBytes = 10 * 1024 * 1024;

/** Request line and header values together (developer guide, "Quotas for configuring and running a REST API"). */
const maxHeadBytes = 10_240;

/** The length of the method's ARN where there is an authorizer (the same guide's page on quotas). */
export const maxArnBytes = 1600;

/** What Lambda takes as the event of an invocation, and what it takes as its answer, in JSON. */
const maxEventBytes = 6 * 1024 * 1024;
const maxAnswerBytes = 6 * 1024 * 1024 + 100;

/** Why API Gateway answers before it looks for a route; undefined when it accepts the request. */
export function headProblem(request: IncomingMessage, query: string): Situation | undefined {
  const values = sentHeaders(request).map(([, value]) => value);
  const line = `${request.method ?? ''} ${request.url ?? ''} HTTP/${request.httpVersion}`;
  if (Buffer.byteLength([line, ...values].join('')) > maxHeadBytes) return 'HEAD_TOO_LONG';
  // These three must be percent-encoded in a query ("Amazon API Gateway important notes").
  return /[|{}]/.test(query) ? 'QUERY_NOT_ENCODED' : undefined;
}

/** Whether Lambda takes this event, whose body is by far its largest part. */
export const fitsInvocation = (event: { readonly body: string | null }): boolean =>
  fits(event, event.body ?? '', maxEventBytes);

/** Whether Lambda takes this answer of a function. */
export function fitsAnswer(answer: unknown): boolean {
  const { body } = Object(answer) as { readonly body?: unknown };
  return fits(answer, typeof body === 'string' ? body : '', maxAnswerBytes);
}

/** A character of text becomes at most six bytes of JSON, so a value that is clearly small enough is not serialized. */
function fits(value: unknown, body: string, maxBytes: number): boolean {
  const maxHeaderBytes = 64 * 1024;
  return (
    body.length * 6 + maxHeaderBytes <= maxBytes ||
    Buffer.byteLength(JSON.stringify(value)) <= maxBytes
  );
}
