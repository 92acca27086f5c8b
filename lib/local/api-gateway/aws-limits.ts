import type { IncomingMessage } from 'node:http';
import { sentHeaders } from './forwarded-headers.ts';
import type { Situation } from './gateway-responses.ts';

/** What API Gateway takes as the body of a request: 10 MB. */
export const bodyBytesMost = 10 * 1024 * 1024;

/** Request line and header values together (developer guide, "Quotas for configuring and running a REST API"). */
const headBytesMost = 10_240;

/** With an authorizer, the method's name in IAM's terms may have this length (the same guide's page on quotas). */
export const arnBytesMost = 1600;

/** What Lambda takes as the event of an invocation, and what it takes as its answer, in JSON. */
const eventBytesMost = 6 * 1024 * 1024;
const answerBytesMost = 6 * 1024 * 1024 + 100;

/** Why API Gateway does not even look for a route; undefined when the request can be read. */
export function unreadable(request: IncomingMessage, query: string): Situation | undefined {
  const values = sentHeaders(request).map(([, value]) => value);
  const line = `${request.method ?? ''} ${request.url ?? ''} HTTP/${request.httpVersion}`;
  if (Buffer.byteLength([line, ...values].join('')) > headBytesMost) return 'HEAD_TOO_LONG';
  // These three must be percent-encoded in a query ("Amazon API Gateway important notes").
  return /[|{}]/.test(query) ? 'QUERY_NOT_ENCODED' : undefined;
}

/** Whether Lambda takes this event, whose body is by far its largest part. */
export const fitsInvocation = (event: { readonly body: string | null }): boolean =>
  fits(event, event.body ?? '', eventBytesMost);

/** Whether Lambda takes this answer of a function. */
export function fitsAnswer(answer: unknown): boolean {
  const { body } = Object(answer) as { readonly body?: unknown };
  return fits(answer, typeof body === 'string' ? body : '', answerBytesMost);
}

/** A character of text becomes six bytes of JSON at most; so what is clearly small enough is not counted. */
function fits(value: unknown, body: string, bytesMost: number): boolean {
  const headersBytesMost = 64 * 1024;
  return (
    body.length * 6 + headersBytesMost <= bytesMost ||
    Buffer.byteLength(JSON.stringify(value)) <= bytesMost
  );
}
