import { isUtf8 } from 'node:buffer';
import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { accountId } from './physical-name.ts';
import type { LocalRoute } from './template-api.ts';

type Texts = Readonly<Record<string, string>>;
type Lists = Readonly<Record<string, readonly string[]>>;

/** The two names that API Gateway gives to every request. */
export type RequestIds = { readonly requestId: string; readonly extendedRequestId: string };

/** The event of a Lambda proxy integration of a REST API, payload version 1, as far as a function can use it here. */
export type ProxyEvent = {
  readonly resource: string;
  /** As the caller wrote it: a REST API hands on percent signs and all, in the parameters too. */
  readonly path: string;
  readonly httpMethod: string;
  readonly headers: Texts;
  readonly multiValueHeaders: Lists;
  readonly queryStringParameters: Texts | null;
  readonly multiValueQueryStringParameters: Lists | null;
  readonly pathParameters: Texts | null;
  readonly stageVariables: null;
  readonly requestContext: Readonly<Record<string, unknown>>;
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
};

/** A request that has been read, and the route that it takes. */
export type Arrival = {
  readonly request: IncomingMessage;
  readonly path: string;
  readonly query: string;
  readonly body: Buffer;
  readonly ids: RequestIds;
  readonly route: LocalRoute;
  readonly parameters: Texts;
};

/** New names for one request; the extended one looks like API Gateway's, 15 characters and a sign. */
export const newRequestIds = (): RequestIds => ({
  requestId: randomUUID(),
  extendedRequestId: `${randomBytes(11).toString('base64url')}=`,
});

/** Headers that speak of the connection to API Gateway and end there. */
const consumed: readonly string[] = [
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'te',
  'transfer-encoding',
  'upgrade',
];

/** Makes the event of one request. */
export function proxyEvent(
  { request, path, query, body, ids, route, parameters }: Arrival,
  api: { readonly apiId: string; readonly stage: string; readonly nowMs: number },
): ProxyEvent {
  const headers = grouped([...sentHeaders(request), ...addedHeaders(request)]);
  const queries = grouped([...new URLSearchParams(query)]);
  const isText = isUtf8(body);
  return {
    resource: route.path,
    path,
    httpMethod: route.method,
    headers: lastOf(headers),
    multiValueHeaders: headers,
    queryStringParameters: orNull(lastOf(queries)),
    multiValueQueryStringParameters: orNull(queries),
    pathParameters: orNull(parameters),
    stageVariables: null,
    requestContext: {
      accountId,
      apiId: api.apiId,
      resourceId: route.path,
      resourcePath: route.path,
      httpMethod: route.method,
      path: `/${api.stage}${path}`,
      stage: api.stage,
      protocol: `HTTP/${request.httpVersion}`,
      ...ids,
      requestTime: new Date(api.nowMs).toUTCString(),
      requestTimeEpoch: api.nowMs,
      identity: {
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: request.headers['user-agent'] ?? null,
      },
    },
    body: body.length === 0 ? null : body.toString(isText ? 'utf8' : 'base64'),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** The same event, once it is known who calls. */
export function withCaller(event: ProxyEvent, authorizer: Texts): ProxyEvent {
  return { ...event, requestContext: { ...event.requestContext, authorizer } };
}

type Pair = readonly [name: string, value: string];

function sentHeaders({ rawHeaders }: IncomingMessage): Pair[] {
  const pairs: Pair[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2)
    pairs.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  return pairs.filter(([name]) => !consumed.includes(name.toLowerCase()));
}

const addedHeaders = ({ socket }: IncomingMessage): Pair[] => [
  ['X-Forwarded-For', socket.remoteAddress ?? '127.0.0.1'],
  ['X-Forwarded-Port', String(socket.localPort ?? 0)],
  ['X-Forwarded-Proto', 'http'],
];

function grouped(pairs: readonly Pair[]): Record<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, value] of pairs) groups.set(name, [...(groups.get(name) ?? []), value]);
  return Object.fromEntries(groups);
}

const lastOf = (groups: Lists): Texts =>
  Object.fromEntries(Object.entries(groups).map(([name, values]) => [name, values.at(-1) ?? '']));

const orNull = <Value extends object>(values: Value): Value | null =>
  Object.keys(values).length === 0 ? null : values;
