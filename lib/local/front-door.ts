import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createAuthorizer, type Authorize } from './authorizer.ts';
import { gatewayResponse, type Answer, type GatewayResponseType } from './gateway-response.ts';
import type { Invocation, Invoke } from './invocation.ts';
import { readBody } from './listen.ts';
import { accountId, region } from './physical-name.ts';
import { answerFrom } from './proxy-answer.ts';
import { newRequestIds, proxyEvent, withCaller, type RequestIds } from './proxy-event.ts';
import { createRouter, type RouteMatch } from './route-match.ts';
import type { Api } from './template-api.ts';

export type FrontDoorParts = {
  readonly api: Api;
  readonly invoke: Invoke;
  /** Milliseconds since 1970, as this system sees the time. */
  readonly now: () => number;
  /** How long API Gateway waits for a function; by default its own 29 s. */
  readonly integrationMsMost?: number;
};

/** API Gateway's limits: a payload of 10 MB, an integration of 29 s. */
const bytesMost = 10 * 1024 * 1024;
const integrationMs = 29_000;

type Reading = {
  readonly request: IncomingMessage;
  readonly path: string;
  readonly query: string;
  readonly ids: RequestIds;
};

/** API Gateway on this machine: routes, authorizer, proxy events, and the answers that no function gives. */
export function createFrontDoor(parts: FrontDoorParts): RequestListener {
  const { api, invoke, now } = parts;
  const routeFor = createRouter(api.routes);
  const authorize = api.authorizer && createAuthorizer(api.authorizer, { invoke, now });

  const answerTo = async (reading: Reading): Promise<Answer> => {
    const { request, path, ids } = reading;
    const without = (type: GatewayResponseType) => gatewayResponse(api.gatewayResponses, type, ids);
    const body = await readBody(request, bytesMost);
    if (body === undefined) return without('REQUEST_TOO_LARGE');
    const match = routeFor(request.method ?? 'GET', path);
    if (match === undefined) return without('MISSING_AUTHENTICATION_TOKEN');

    const event = proxyEvent({ ...reading, ...match, body }, { ...api, nowMs: now() });
    const verdict = await verdictOn(match, authorize, (ask) => ask(event, arnOf(api, reading)));
    if (verdict.kind === 'refused') return without(verdict.response);
    const asked = withCaller(event, verdict.caller);
    const ms = parts.integrationMsMost ?? integrationMs;
    const invocation = await within(ms, invoke(match.route.operation, asked));
    if (invocation === undefined) return without('INTEGRATION_TIMEOUT');
    const answer = invocation.kind === 'answered' ? answerFrom(invocation.value) : undefined;
    return answer ?? without('INTEGRATION_FAILURE');
  };

  return (request, response) => {
    const [path, query] = split(request.url ?? '/');
    const ids = newRequestIds();
    answerTo({ request, path, query, ids })
      .then((answer) => {
        write(response, answer, ids);
      })
      // The caller went away while its request was read; nobody is left to answer.
      .catch(() => response.destroy());
  };
}

function verdictOn(
  { route }: RouteMatch,
  authorize: Authorize | undefined,
  ask: (authorize: Authorize) => ReturnType<Authorize>,
): ReturnType<Authorize> {
  return route.isAuthorized && authorize !== undefined
    ? ask(authorize)
    : Promise.resolve({ kind: 'allowed', caller: {} });
}

/** The name of what is asked for, in IAM's terms: the path of this request, not the route's pattern. */
const arnOf = ({ apiId, stage }: Api, { request, path }: Reading): string =>
  `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stage}/${request.method ?? 'GET'}${path}`;

/** The invocation, unless it takes longer than API Gateway waits: the function runs on, and nobody hears its answer. */
async function within(
  ms: number,
  invocation: Promise<Invocation>,
): Promise<Invocation | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([invocation, late]);
  } finally {
    clearTimeout(timer);
  }
}

function split(url: string): [string, string] {
  const mark = url.indexOf('?');
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
}

function write(response: ServerResponse, { status, headers, body }: Answer, ids: RequestIds): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('x-amzn-RequestId', ids.requestId);
  response.setHeader('x-amz-apigw-id', ids.extendedRequestId);
  response.statusCode = status;
  response.end(body);
}
