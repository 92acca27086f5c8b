import type { RefusalCode } from '../runtime/refusal.ts';
import type { Answer, Outcome, Told } from '../runtime/outcome.ts';

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
  /** The gateway's own refusal in this provider's error shape, and its status where that differs from the table's. */
  readonly errorBody: (error: ErrorMembers) => unknown;
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

/**
 * What `fetch` fails with when the request was certainly never written: the name was not found, the connection was
 * refused or not made in time. Everything else, a reset after connecting included, may have been executed.
 */
const notConnectedCodes = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * Node's names for a certificate that was not accepted, which it is before the first byte of the request. Other TLS
 * errors (`ERR_SSL_…`) can also come after it.
 */
const certificateRefused =
  /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|ERR_TLS_CERT_ALTNAME_INVALID)/;

type Failed = { readonly cause?: { readonly code?: unknown } } | undefined;

function isNotConnected(error: unknown): boolean {
  const code = String((error as Failed)?.cause?.code);
  return notConnectedCodes.has(code) || certificateRefused.test(code);
}

/** The body as text, exactly; nothing where it is not UTF-8, for then it could not be passed on as it came. */
function decoded(bytes: ArrayBuffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Sends one request, once: one attempt, one deadline, redirects not followed (307 and 308 would send the POST again).
 * A fresh connection each time: one that a frozen sandbox kept may be dead, and a POST lost on it is an unknown
 * outcome where a handshake more is a few milliseconds.
 *
 * @param signal aborts when the deadline passes, while the answer's body is still read as well
 * @returns never throws: whatever goes wrong is an outcome
 */
export async function send(
  request: WireRequest,
  signal: AbortSignal,
): Promise<Answer | Extract<Outcome, { kind: 'not_attempted' | 'unknown' }>> {
  if (signal.aborted) return { kind: 'not_attempted', why: 'no_time_left' };
  try {
    const { url, method, headers, body = null } = request;
    const response = await fetch(url, {
      method,
      headers: { ...headers, connection: 'close' },
      body,
      redirect: 'manual',
      signal,
    });
    const contentType = response.headers.get('content-type') ?? undefined;
    const text = decoded(await response.arrayBuffer());
    if (text === undefined) return { kind: 'unknown', why: 'garbled' };
    return { status: response.status, contentType, body: text };
  } catch (cause) {
    return isNotConnected(cause)
      ? { kind: 'not_attempted', why: 'not_connected', cause }
      : { kind: 'unknown', why: 'no_answer', cause };
  }
}

function parsed(body: string): unknown {
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
 * @param tell reads what the ledger needs of an answer that says yes; undefined where it is not what was expected
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
