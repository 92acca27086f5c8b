/*
 * A client of the payment gateway, for a storefront's server: copy this file, and operations.ts for its types. It needs
 * nothing but `fetch`: Node 20 or newer, Deno, Bun, workers. README.md says how a shop uses it.
 */
import type { Operations, RetryAdvice } from './operations.ts';

/** Method and path of every operation. `npm run generate` writes what stands between the braces. */
export const routes = {
  'komoju.payment.create': 'POST /komoju/api/v1/payments',
  'komoju.payment.list': 'GET /komoju/api/v1/payments',
  'komoju.payment.show': 'GET /komoju/api/v1/payments/{paymentId}',
  'komoju.payment.update': 'PATCH /komoju/api/v1/payments/{paymentId}',
  'komoju.payment.capture': 'POST /komoju/api/v1/payments/{paymentId}/capture',
  'komoju.payment.cancel': 'POST /komoju/api/v1/payments/{paymentId}/cancel',
  'komoju.payment.refund': 'POST /komoju/api/v1/payments/{paymentId}/refund',
  'komoju.payment.refund-request': 'POST /komoju/api/v1/payments/{paymentId}/refund_request',
  'komoju.customer.create': 'POST /komoju/api/v1/customers',
  'komoju.customer.list': 'GET /komoju/api/v1/customers',
  'komoju.customer.show': 'GET /komoju/api/v1/customers/{customerId}',
  'komoju.customer.update': 'PATCH /komoju/api/v1/customers/{customerId}',
  'komoju.customer.delete': 'DELETE /komoju/api/v1/customers/{customerId}',
  'komoju.session.create': 'POST /komoju/api/v1/sessions',
  'komoju.session.show': 'GET /komoju/api/v1/sessions/{sessionId}',
  'komoju.session.cancel': 'POST /komoju/api/v1/sessions/{sessionId}/cancel',
  'komoju.session.pay': 'POST /komoju/api/v1/sessions/{sessionId}/pay',
  'komoju.token.create': 'POST /komoju/api/v1/tokens',
  'komoju.secure-token.create': 'POST /komoju/api/v1/secure_tokens',
  'komoju.secure-token.show': 'GET /komoju/api/v1/secure_tokens/{secureTokenId}',
  'komoju.payment-method.list': 'GET /komoju/api/v1/payment_methods',
  'coiney.payment.create': 'POST /coiney/api/v1/payments',
  'coiney.payment.list': 'GET /coiney/api/v1/payments',
  'coiney.payment.show': 'GET /coiney/api/v1/payments/{paymentId}',
  'coiney.payment.update': 'PATCH /coiney/api/v1/payments/{paymentId}',
  'gateway.operation.show': 'GET /gateway/v1/operations/{operationId}',
  'gateway.payment.history': 'GET /gateway/v1/{provider}/payments/{paymentId}/history',
  'gateway.order.show': 'GET /gateway/v1/{provider}/orders/{orderNumber}',
  'gateway.health': 'GET /gateway/v1/health',
} as const satisfies Record<keyof Operations, string>;

/** The name of an operation, as `routes` has it. */
export type OperationId = keyof Operations;

type Settings = {
  /** Where the gateway is, with its stage: `https://….execute-api.ap-northeast-1.amazonaws.com/live`. */
  readonly baseUrl: string;
  /** The key that the gateway has given to this caller, `gk_…`. */
  readonly key: string;
  /** How long one try may take, in milliseconds. 35 s if absent: API Gateway answers within 29 s. */
  readonly timeoutMs?: number;
};

type Limits = {
  /** How long the call may take in all, in milliseconds; then it gives `pending`. 60 s if absent. */
  readonly withinMs?: number;
  /** Ends the call as if its time was over. What is under way at the gateway goes on. */
  readonly signal?: AbortSignal;
};

type Intent = {
  /**
   * The shop's name of what it wants, `refund-7`: it is the idempotency key, 1 to 255 printable ASCII characters without
   * a space. **Store it with the request before the first call**, and send both unchanged until the outcome is definite.
   */
  readonly intent: string;
  /**
   * Whether nothing of this intent was sent before this call, or only what was `rejected` with `fix_request`. Only then
   * is a `fix_request` a rejection again; else an earlier try may have been executed, and it is `pending`.
   */
  readonly isFirstTry?: boolean;
};

type Sendable<Request> = {
  readonly [Name in keyof Request]: Name extends 'body'
    ? Request[Name] | FormData | URLSearchParams
    : Request[Name];
};

/** What a call of an operation takes: what its path, query and body hold, its limits, and its intent unless it reads. */
export type RequestOf<Id extends OperationId> = Sendable<Operations[Id]['request']> &
  Limits &
  ((typeof routes)[Id] extends `GET ${string}` ? unknown : Intent);

/** What the last try was answered. No answer has no status. */
type Answer<Body = unknown> = {
  readonly status?: number | undefined;
  readonly headers?: Headers | undefined;
  /** Absent also where it is no JSON, or is not kept any more. */
  readonly body?: Body | undefined;
  /** The code of an error. Of what is `done`: `idempotency_key_reused` if another request than this one has done it. */
  readonly code?: string | undefined;
  /** The gateway's word, or `same_request` where nobody knows. What a provider says to a read has none. */
  readonly advice?: RetryAdvice | undefined;
  /** `gateway.operation.show` shows by it what is on record. */
  readonly operationId?: string | undefined;
};

/** What came of an intent, or of a read. */
export type Outcome<Body = unknown> =
  /** It was executed: send nothing more for it. Whether that means paid, the body's `status` says. */
  | (Answer<Body> & { readonly outcome: 'done' })
  /** Nothing was executed, and nothing will be. Another try is a new intent. */
  | (Answer & { readonly outcome: 'rejected' })
  /**
   * Nobody knows yet. Call again at this time or later, with the same intent and request. After `fix_request` nothing
   * changes before that is repaired which `code` names.
   */
  | (Answer & { readonly outcome: 'pending'; readonly comeBackAt: Date });

/**
 * Carries out one operation. It does not throw for an outcome.
 *
 * @throws TypeError for a request that cannot be sent: nothing was
 */
export type Gateway = <Id extends OperationId>(
  id: Id,
  ...request: Partial<RequestOf<Id>> extends RequestOf<Id> ? [RequestOf<Id>?] : [RequestOf<Id>]
) => Promise<Outcome<Operations[Id]['answer']>>;

type AnyRequest = Partial<Limits & Intent> & {
  readonly body?: object;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
};

const noAnswer: Answer = { advice: 'same_request' };

const words = ['same_request', 'new_request_allowed', 'do_not_repeat', 'fix_request'] as const;

const wordIn = (text: string | null) => words.find((each) => each === text);

/**
 * The word of an answer, and never its status. Without a word a provider has answered a read, unless it had trouble (5xx,
 * 429), or API Gateway a body that is too large (413); else it comes from something in between, and nobody knows.
 */
function adviceOf({ status, headers }: Response, isRead: boolean): RetryAdvice | undefined {
  const word = wordIn(headers.get('X-Retry-Advice'));
  const isTrouble = status >= 500 || status === 429;
  if (word !== undefined || (isRead && !isTrouble && headers.has('X-Request-Id'))) return word;
  return status === 413 ? 'fix_request' : 'same_request';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The code of an error: KOMOJU's are nested, Coiney's are flat. */
function codeOf(body: unknown): string | undefined {
  const { error, code } = (body ?? {}) as { error?: { code?: string }; code?: string };
  return error?.code ?? code;
}

const { Deno } = globalThis as { Deno?: { createHttpClient?: (options: object) => unknown } };

/**
 * Each try has a connection of its own in Deno, which sends a request again by itself where a connection that was used
 * before ends: a first try would be two.
 */
const unpooled: object = { client: Deno?.createHttpClient?.({ poolMaxIdlePerHost: 0 }) };

/** One try. An answer that breaks off is none. */
async function sendOnce(url: URL, init: RequestInit): Promise<Answer> {
  try {
    // A redirect is not the gateway's, and its key goes nowhere else.
    const response = await fetch(url, { ...init, ...unpooled, redirect: 'manual' });
    const text = await response.text();
    const body = parsed(text);
    const { status, headers } = response;
    // A yes is JSON or empty. Where only the connection's end ends it, `fetch` takes half of it for the whole.
    if (status < 300 && body === undefined && text.trim() !== '') return noAnswer;
    const advice = adviceOf(response, init.method === 'GET');
    const operationId = headers.get('X-Operation-Id') ?? undefined;
    return { status, headers, body, code: codeOf(body), advice, operationId };
  } catch {
    return noAnswer;
  }
}

/** What an answer asks for. `read`: what came of the key is not said again, but it is on record. */
function nextAfter({ advice, code, status }: Answer, isOnlyTry: boolean) {
  const isYes = Number(status) < 300;
  switch (advice) {
    case 'do_not_repeat':
      return isYes ? 'done' : 'read';
    case 'same_request':
      return code === 'idempotency_key_reused' ? 'read' : 'wait';
    case 'fix_request':
      return isOnlyTry ? 'rejected' : 'stop';
    case 'new_request_allowed':
      return 'rejected';
    case undefined:
      return isYes ? 'done' : 'rejected';
  }
}

/** What is on record of an operation, as if its caller was answered that. */
async function readRecord(call: Gateway, operationId: string, limits: Limits): Promise<Answer> {
  const read = await call('gateway.operation.show', { operationId, ...limits });
  if (read.outcome !== 'done') return { ...read, advice: read.advice ?? 'same_request' };
  const { retry = null, result } = read.body ?? {};
  const body = parsed(result?.body ?? '');
  const advice = wordIn(retry) ?? 'same_request';
  return { ...read, advice, status: result?.status ?? read.status, body, code: codeOf(body) };
}

/** The wait after a try, in milliseconds: as the answer says, or longer, and each time longer. */
export function waitMs(tries: number, { headers }: Pick<Answer, 'headers'>): number {
  const ownMs = Math.min(1000 * 2 ** (tries - 1), 60_000);
  const told = /^\d{1,9}$/.exec(headers?.get('Retry-After') ?? '')?.[0] ?? 0;
  return Math.max(1000 * Number(told), ownMs / 2) + (Math.random() * ownMs) / 2;
}

/**
 * Does something that its signal ends when a time is over, or when another signal says so. (Node 20 forgets the timers of
 * `AbortSignal.any` and `AbortSignal.timeout` when it collects garbage.)
 */
async function within<Result>(
  ms: number,
  given: AbortSignal | undefined,
  act: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const ending = new AbortController();
  const end = ending.abort.bind(ending, undefined);
  // A timer takes no more than 31 bits.
  const timer = setTimeout(end, Math.min(ms, 2 ** 31 - 1));
  given?.addEventListener('abort', end);
  if (given?.aborted === true) end();
  try {
    return await act(ending.signal);
  } finally {
    clearTimeout(timer);
    given?.removeEventListener('abort', end);
  }
}

const ended = (signal: AbortSignal): Promise<unknown> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', resolve);
  });

type Sending = {
  /** What an earlier answer has named, and why the record is read. */
  readonly known: Answer;
  readonly send: () => Promise<Answer>;
  readonly read: (operationId: string) => Promise<Answer>;
  /** Whether nothing of the intent can have been sent before this try. */
  readonly isOnlyTry: (tries: number) => boolean;
  /** Whether the time of the call is over in so many milliseconds. */
  readonly isOver: (inMs: number) => boolean;
  /** Says when it is. */
  readonly signal: AbortSignal;
};

/** Waits where the call has the time, and says whether it goes on. */
async function goesOnAfter(ms: number, { isOver, signal }: Sending): Promise<boolean> {
  if (isOver(ms)) return false;
  await within(ms, signal, ended);
  return !isOver(0);
}

/** Sends the same request until there is a definite answer, or the time is over. Where sending says no more, it reads. */
async function insist(sending: Sending): Promise<Outcome> {
  const { known, send, read, isOnlyTry } = sending;
  let { operationId } = known;
  for (let tries = 1; ; tries += 1) {
    const answer = await send();
    operationId = answer.operationId ?? operationId;
    const said = { ...answer, operationId, code: answer.code ?? known.code };
    const next = nextAfter(answer, isOnlyTry(tries));
    if (next === 'done' || next === 'rejected') return { ...said, outcome: next };
    if (next === 'read' && known === noAnswer) {
      const reading = (): Promise<Answer> => read(operationId ?? 'none');
      return insist({ ...sending, known: said, send: reading, isOnlyTry: () => false });
    }
    const ms = waitMs(tries, answer);
    const comeBackAt = new Date(Date.now() + ms);
    const unknown = { ...said, outcome: 'pending' as const, comeBackAt };
    if (next === 'stop' || !(await goesOnAfter(ms, sending))) return unknown;
  }
}

/** JSON leaves out what is undefined, and a refund without its amount is one of everything. */
const expectValue = (name: string, value: unknown): unknown => {
  if (value === undefined) throw new TypeError(`${name} has no value.`);
  return value;
};

/** A body as bytes, made once: every try sends the same. */
async function bytesOf(body: object, headers: Headers): Promise<ArrayBuffer> {
  const isForm = body instanceof FormData || body instanceof URLSearchParams;
  // A promise, a map or another library's form would be written as {}, which refunds everything.
  const isPlain = Object.prototype.toString.call(body) === '[object Object]';
  if (!isForm && !isPlain) throw new TypeError('A body is a plain object or a form.');
  const json = () => new Blob([JSON.stringify(body, expectValue)], { type: 'application/json' });
  const written = new Response(isForm ? body : json());
  headers.set('Content-Type', written.headers.get('Content-Type') ?? '');
  return written.arrayBuffer();
}

/** The gateway takes `"a"` for `a`: an intent that is in quotes is quoted once more, to stay another one. */
const keyOf = (intent: string): string => (/^".*"$/.test(intent) ? JSON.stringify(intent) : intent);

function urlOf(baseUrl: string, path: string, request: AnyRequest): URL {
  const { query = {}, ...names } = request as AnyRequest & Record<string, unknown>;
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = names[name];
    // Dots alone would lead to another path.
    if (typeof value !== 'string' || !/[^.]/.test(value)) throw new TypeError(`${name} is no id.`);
    return encodeURIComponent(value);
  });
  const url = new URL(baseUrl.replace(/\/+$/, '') + filled);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}

/** What every try sends. */
async function fixed({ baseUrl, key }: Settings, id: OperationId, request: AnyRequest) {
  const [method = '', path = ''] = routes[id].split(' ');
  const { intent = '', body } = request;
  const url = urlOf(baseUrl, path, request);
  const headers = new Headers({ Authorization: `Bearer ${key}` });
  if (method !== 'GET') {
    if (!/^[!-~]{1,255}$/.test(intent)) throw new TypeError('An intent is 1 to 255 of ! to ~.');
    headers.set('Idempotency-Key', keyOf(intent));
  }
  return { url, method, headers, ...(body && { body: await bytesOf(body, headers) }) };
}

/**
 * A client with a key of the gateway. It keeps nothing from one call to the next.
 *
 * @throws TypeError where `baseUrl` is no address that begins with http:// or https://
 */
export function gateway(settings: Settings): Gateway {
  const { baseUrl, timeoutMs = 35_000 } = settings;
  // Of an address where nothing can be sent no outcome would ever be known.
  if (!/^https?:\/\/[^/]/i.test(baseUrl)) throw new TypeError('baseUrl is no http(s) address.');
  const call = async (id: OperationId, request: AnyRequest = {}): Promise<Outcome> => {
    const { isFirstTry = false, withinMs = 60_000, signal: given } = request;
    const until = Date.now() + withinMs;
    const { url, ...init } = await fixed(settings, id, request);
    return within(withinMs, given, (signal) =>
      insist({
        known: noAnswer,
        // A read has done nothing, whatever it met before.
        isOnlyTry: (tries) => init.method === 'GET' || (isFirstTry && tries === 1),
        isOver: (inMs) => signal.aborted || Date.now() + inMs > until,
        signal,
        send: () => within(timeoutMs, signal, (each) => sendOnce(url, { ...init, signal: each })),
        read: (operationId) =>
          readRecord(call as Gateway, operationId, { withinMs: until - Date.now(), signal }),
      }),
    );
  };
  return call as Gateway;
}
