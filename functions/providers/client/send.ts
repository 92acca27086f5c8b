import { request as requestPlain, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestSecure } from 'node:https';
import { connectionOf, markAnswered } from './connections.ts';
import type { Answer, NotAttemptedWhy, Outcome } from '../outcome.ts';
import type { SendResult } from '../provider.ts';
import type { ProviderRequest } from './provider-request.ts';

/** Whether a request may be written now; or why not. */
export type MayWrite = () => true | NotAttemptedWhy;

const always: MayWrite = () => true;

/** One request on its way: whether a byte of it may have been written, and why it was not where it was not allowed. */
type Course = {
  readonly mayWrite: MayWrite;
  isWritten: boolean;
  forbidden?: NotAttemptedWhy;
};

/** Writes the whole request, if that is still allowed; else ends its connection. */
function write(request: ClientRequest, body: string | undefined, course: Course): void {
  try {
    const may = course.mayWrite();
    if (may === true) {
      course.isWritten = true;
      request.end(body);
    } else {
      course.forbidden = may;
      request.destroy();
    }
  } catch (cause) {
    request.destroy(cause as Error);
  }
}

/**
 * Opens a connection, TLS included, and writes the request as it is once it is open: not before, because Node would keep
 * a request that is ended earlier, and write it without asking again. Redirects are not followed: 307 and 308 would send
 * it again.
 */
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
  const writeNow = (): void => {
    write(request, body, course);
  };
  request.once('socket', (socket) => {
    // It is connected already, so there is no event to wait for.
    if (request.reusedSocket) writeNow();
    else socket.once(isPlain ? 'connect' : 'secureConnect', writeNow);
  });
  return request;
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
 * @param mayWrite asked when the connection is open, just before the first byte is written; by default it always may
 * @returns never throws: whatever goes wrong is an outcome
 */
export async function send(
  request: ProviderRequest,
  signal: AbortSignal,
  mayWrite: MayWrite = always,
): Promise<SendResult> {
  if (signal.aborted) return { kind: 'not_attempted', why: 'no_time_left' };
  const course: Course = { mayWrite, isWritten: false };
  try {
    return await exchange(request, signal, course);
  } catch (cause) {
    if (course.forbidden !== undefined) return { kind: 'not_attempted', why: course.forbidden };
    // A reset after it was written, and all that comes later, may have been executed.
    return course.isWritten
      ? { kind: 'unknown', why: 'no_answer', cause }
      : { kind: 'not_attempted', why: 'not_connected', cause };
  }
}
