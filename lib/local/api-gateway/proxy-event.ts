import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { addressOf, forwardedHeaders, type Pair } from './forwarded-headers.ts';
import { accountId } from '../template/physical-name.ts';
import type { LocalRoute } from '../template/rest-api.ts';

type Texts = Readonly<Record<string, string>>;
type Lists = Readonly<Record<string, readonly string[]>>;

/** The two ids that API Gateway gives to every request. */
export type RequestIds = { readonly requestId: string; readonly extendedRequestId: string };

/** The event of a Lambda proxy integration of a REST API, payload version 1, as far as a function can use it here. */
export type ProxyEvent = {
  readonly resource: string;
  /** As the caller wrote it: a REST API decodes neither the path nor its parameters, only queries. */
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

/** A request with its whole body and its route. */
export type RoutedRequest = {
  readonly request: IncomingMessage;
  readonly path: string;
  readonly query: string;
  readonly body: Buffer;
  readonly ids: RequestIds;
  readonly route: LocalRoute;
  readonly parameters: Texts;
};

/** New ids for one request. The extended one looks like API Gateway's: 15 characters and `=`. */
export const newRequestIds = (): RequestIds => ({
  requestId: randomUUID(),
  extendedRequestId: `${randomBytes(11).toString('base64url')}=`,
});

/** The event that a function gets for one request. */
export function proxyEvent(
  { request, path, query, body, ids, route, parameters }: RoutedRequest,
  api: { readonly apiId: string; readonly stage: string; readonly nowMs: number },
): ProxyEvent {
  const headers = grouped(forwardedHeaders(request, api.nowMs));
  // A semicolon separates parameters of a query, like an ampersand ("Amazon API Gateway important notes").
  const queries = grouped([...new URLSearchParams(query.replaceAll(';', '&'))]);
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
      requestTime: logTime(api.nowMs),
      requestTimeEpoch: api.nowMs,
      identity: {
        ...noIdentity,
        sourceIp: addressOf(request),
        userAgent: request.headers['user-agent'] ?? null,
      },
    },
    // Always text: an API without binary media types decodes every body as UTF-8 and replaces invalid bytes.
    body: body.length === 0 ? null : body.toString('utf8'),
    isBase64Encoded: false,
  };
}

/** The members that API Gateway fills for callers with AWS credentials; there are none here. */
const noIdentity = {
  accessKey: null,
  accountId: null,
  caller: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userArn: null,
};

/** The format of web servers' logs: `20/Feb/2018:22:48:57 +0000`. */
export function logTime(ms: number): string {
  const [, day, month, year, time] = new Date(ms).toUTCString().split(' ');
  return `${day ?? ''}/${month ?? ''}/${year ?? ''}:${time ?? ''} +0000`;
}

/** The event with the context that the authorizer gave. */
export function withCaller(event: ProxyEvent, authorizer: Texts): ProxyEvent {
  return { ...event, requestContext: { ...event.requestContext, authorizer } };
}

function grouped(pairs: readonly Pair[]): Record<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, value] of pairs) groups.set(name, [...(groups.get(name) ?? []), value]);
  return Object.fromEntries(groups);
}

const lastOf = (groups: Lists): Texts =>
  Object.fromEntries(Object.entries(groups).map(([name, values]) => [name, values.at(-1) ?? '']));

const orNull = <Value extends object>(values: Value): Value | null =>
  Object.keys(values).length === 0 ? null : values;
