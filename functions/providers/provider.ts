import { request as requestPlain, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { RefusalCode } from '../platform/gateway-error.ts';
import type { Answer, Outcome, Told } from './outcome.ts';
import { connectionOf, markAnswered } from './connections.ts';

/** All that differs between providers. The runtime asks these members and never which provider it is. */
export type Provider = {
  /** The first part of its operations' ids, and the prefix of its routes. */
  readonly name: string;
  /** Where it is reached; the stack hands it to the functions as a setting, the local host another. */
  readonly origin: string;
  /** The value of the Authorization header for a secret key. */
  readonly authorization: (secretKey: string) => string;
  /** The header that carries its idempotency key; absent where it has none. */
  readonly idempotencyHeader?: string;
  /** Callers' headers that go on to it, in lower case: those that change the meaning of a request, and the rest. */
  readonly meaningfulHeaders: readonly string[];
  readonly otherHeaders: readonly string[];
  /** The code in an error body; undefined where there is none. */
  readonly errorCode: (body: unknown) => string | undefined;
  /** Codes that mean: not executed, and it never will be under this key. */
  readonly refusalCodes: ReadonlySet<string>;
  /** Which states may follow one of a payment, as its operations and its customer change it. */
  readonly follows: Readonly<Record<string, readonly string[]>>;
  /** The gateway's own refusal in this provider's error shape, and its status where that differs from the table's. */
  readonly errorBody: (error: ErrorMembers, status: number) => unknown;
  readonly statusOf?: (code: RefusalCode) => number | undefined;
};

export type ErrorMembers = {
  readonly code: string;
  readonly message: string;
  readonly param: string | null;
  readonly details: Readonly<Record<string, string>>;
};

/** One request to a provider, ready to be written. */
export type WireRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
};

/** How far a request came: before its connection is open, TLS included, not one byte of it has been written. */
type Course = { isOpen: boolean };

/** Writes the request as it is. Redirects are not followed: 307 and 308 would send it again. */
function open(wire: WireRequest, course: Course): ClientRequest {
  const { method, headers, body } = wire;
  const url = new URL(wire.url);
  const isPlain = url.protocol === 'http:';
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  const request = (isPlain ? requestPlain : requestSecure)(url, {
    method,
    headers: { 'user-agent': 'node', 'accept-encoding': 'identity', ...headers, ...length },
    ...connectionOf(url, method),
  });
  request.once('socket', (socket) => {
    course.isOpen = request.reusedSocket;
    // It was connected long ago: who waited for that would wait on it for ever.
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
  request: WireRequest,
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
      // Some ends of a connection are no error to Node, an upgrade that nobody asked for among them.
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
 * By Node's own client, which the AWS SDK has loaded already: `fetch` costs a cold start 20 ms and a warm request a
 * tenth of its CPU time, and doesn't tell whether the connection was open when it failed.
 *
 * @param signal aborts when the deadline passes, while the answer's body is still read as well
 * @returns never throws: whatever goes wrong is an outcome
 */
export async function send(
  request: WireRequest,
  signal: AbortSignal,
): Promise<Answer | Extract<Outcome, { kind: 'not_attempted' | 'unknown' }>> {
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

/** What a body says: null where it is empty, undefined where it can't be read. */
function parsed(body: string): unknown {
  if (body.trim() === '') return null;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

type Judge = Pick<Provider, 'errorCode' | 'refusalCodes'>;

/** An answer that doesn't say yes. */
function judgeError(answer: Answer, body: unknown, { errorCode, refusalCodes }: Judge): Outcome {
  const code = errorCode(body);
  if (answer.status === 409) return { kind: 'unknown', why: 'in_flight', answer, code };
  if (answer.status < 300) return { kind: 'unknown', why: 'garbled', code };
  if (answer.status < 400) return { kind: 'unknown', why: 'redirected' };
  return code !== undefined && refusalCodes.has(code)
    ? { kind: 'refused', answer, code }
    : { kind: 'unknown', why: 'unlisted', answer, code };
}

/**
 * What an answer means. A known refusal code is believed whatever the status, for KOMOJU declines cards with 502; a
 * 401 is about our key and a 429 about our rate, and neither was executed; a 409 says that our key is in flight.
 *
 * @param tell reads what the ledger needs of an answer that says yes: of null if it has no body, of undefined if it
 *   can't be read; gives undefined where it is not what was expected
 */
export function judgeAnswer(
  answer: Answer,
  provider: Judge,
  tell: (body: unknown) => Told | undefined,
): Outcome {
  const { status } = answer;
  if (status === 401) return { kind: 'not_attempted', why: 'unauthorized' };
  if (status === 429) return { kind: 'not_attempted', why: 'throttled' };
  const body = parsed(answer.body);
  const told = status >= 200 && status < 300 ? tell(body) : undefined;
  return told === undefined ? judgeError(answer, body, provider) : { kind: 'done', answer, told };
}
