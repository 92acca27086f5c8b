import { request as requestPlain, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestSecure } from 'node:https';
import { connectionOf, markAnswered } from './connections.ts';
import type { Answer, Outcome } from '../outcome.ts';
import type { SendResult } from '../provider.ts';
import type { ProviderRequest } from './provider-request.ts';

/** How far a request came: before its connection is open, TLS included, not one byte of it has been written. */
type Course = { isOpen: boolean };

/** Writes the request as it is. Redirects are not followed: 307 and 308 would send it again. */
function open(sent: ProviderRequest, course: Course): ClientRequest {
  const { method, headers, body } = sent;
  const url = new URL(sent.url);
  const isPlain = url.protocol === 'http:';
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  const request = (isPlain ? requestPlain : requestSecure)(url, {
    method,
    headers: { 'user-agent': 'node', 'accept-encoding': 'identity', ...headers, ...length },
    ...connectionOf(url, method),
  });
  request.once('socket', (socket) => {
    course.isOpen = request.reusedSocket;
    // It is connected already, so there is no event to wait for.
    if (course.isOpen) return;
    socket.once(isPlain ? 'connect' : 'secureConnect', () => {
      course.isOpen = true;
    });
  });
  return request.end(body);
}

/** The body as text, exactly; nothing where it is not UTF-8, for then it could not be passed on as it came. */
function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

async function exchange(
  request: ProviderRequest,
  signal: AbortSignal,
  course: Course,
): Promise<Answer | Extract<Outcome, { kind: 'unknown' }>> {
  const asking = open(request, course);
  let stop = (): void => undefined;
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      stop = () => {
        asking.destroy();
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', stop);
      asking.once('response', resolve).on('error', reject);
      // Node reports some ends of a connection without an error, such as an upgrade that was not asked for.
      asking.once('close', () => {
        reject(new Error('The connection ended without an answer.'));
      });
    });
    const chunks: Buffer[] = [];
    for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
    markAnswered();
    const body = decoded(Buffer.concat(chunks));
    if (body === undefined) return { kind: 'unknown', why: 'garbled' };
    const { statusCode = 0, headers } = response;
    return { status: statusCode, contentType: headers['content-type'], body };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/**
 * Sends one request, once: one attempt, one deadline.
 *
 * It uses Node's own client, which the AWS SDK has loaded already. `fetch` would cost a cold start 20 ms and a warm
 * request a tenth of its CPU time, and does not tell whether the connection was open when it failed.
 *
 * @param signal aborts when the deadline passes, while the answer's body is still read as well
 * @returns never throws: whatever goes wrong is an outcome
 */
export async function send(request: ProviderRequest, signal: AbortSignal): Promise<SendResult> {
  if (signal.aborted) return { kind: 'not_attempted', why: 'no_time_left' };
  const course: Course = { isOpen: false };
  try {
    return await exchange(request, signal, course);
  } catch (cause) {
    // A reset after connecting, and all that comes later, may have been executed.
    return course.isOpen
      ? { kind: 'unknown', why: 'no_answer', cause }
      : { kind: 'not_attempted', why: 'not_connected', cause };
  }
}
