import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export type Pair = readonly [name: string, value: string];

/**
 * Headers of a request that a Lambda integration does not get (developer guide, "Amazon API Gateway important notes").
 * The guide has `Content-Length` passed through; recorded events have none. It does not name `Keep-Alive`, which ends
 * at each hop in HTTP itself.
 */
const dropped: readonly string[] = [
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'keep-alive',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'www-authenticate',
  'x-http-method-override',
];

/** Headers that API Gateway sets itself; the caller's values are not passed on as they are. */
const replaced: readonly string[] = ['x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto'];

/** The headers that a function gets: the caller's, with names as the caller wrote them, and API Gateway's own. */
export function forwardedHeaders(request: IncomingMessage, nowMs: number): Pair[] {
  const sent = sentHeaders(request);
  const named = (name: string) => sent.filter(([header]) => header.toLowerCase() === name);
  const passed = sent.filter(([name]) => ![...dropped, ...replaced].includes(name.toLowerCase()));
  const addresses = [...named('x-forwarded-for'), ['', addressOf(request)] as const];
  const isTraced = named('x-amzn-trace-id').length > 0;
  return [
    ...passed,
    ['X-Forwarded-For', addresses.map(([, address]) => address).join(', ')],
    // API Gateway takes HTTPS only, so a function never sees another port.
    ['X-Forwarded-Port', '443'],
    ['X-Forwarded-Proto', 'https'],
    ...(isTraced ? [] : [['X-Amzn-Trace-Id', newTraceId(nowMs)] as const]),
  ];
}

/** The caller's address. */
export const addressOf = ({ socket }: IncomingMessage): string =>
  socket.remoteAddress ?? '127.0.0.1';

export function sentHeaders({ rawHeaders }: IncomingMessage): Pair[] {
  const pairs: Pair[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2)
    pairs.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  return pairs;
}

/** X-Ray's form: the version, the time in seconds, 96 random bits. */
const newTraceId = (nowMs: number): string =>
  `Root=1-${Math.floor(nowMs / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;
