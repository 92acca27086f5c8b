import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createAuthorizer, type Authorize } from './authorizer.ts';
import { bodyTooLong, gatewayResponse, type Answer, type Situation } from './gateway-responses.ts';
import type { Invocation, Invoke } from '../lambda/invocation.ts';
import { readBody } from '../host/listen.ts';
import { accountId, region } from '../template/physical-name.ts';
import { answerFrom } from './proxy-response.ts';
import {
  newRequestIds,
  proxyEvent,
  withCaller,
  type ProxyEvent,
  type RequestIds,
} from './proxy-event.ts';
import {
  maxArnBytes,
  maxBodyBytes,
  fitsAnswer,
  fitsInvocation,
  headProblem,
} from './aws-limits.ts';
import { createRouter } from './routes.ts';
import type { LocalRoute, RestApi } from '../template/rest-api.ts';
import { createThrottle } from './throttle.ts';

export type RestApiParts = {
  readonly api: RestApi;
  readonly invoke: Invoke;
  /** The time of the local system, in milliseconds since 1970. */
  readonly now: () => number;
  /** How long API Gateway waits for a function; by default its own 29 s. */
  readonly maxIntegrationMs?: number;
};

/** How long API Gateway waits for an integration. */
const integrationMs = 29_000;

/** A request whose body is not read yet. */
type Incoming = {
  readonly request: IncomingMessage;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly ids: RequestIds;
};

/** A request that has a route, with the event that its function gets. */
type Admitted = { readonly route: LocalRoute; readonly event: ProxyEvent; readonly arn: string };

/** API Gateway on this machine: routes, throttling, the authorizer, proxy events, and API Gateway's own answers. */
export function createRestApi(parts: RestApiParts): RequestListener {
  const { api, invoke, now } = parts;
  const routeFor = createRouter(api.routes);
  const mayPass = createThrottle(now);
  const authorize = api.authorizer && createAuthorizer(api.authorizer, { invoke, now });

  const admit = (incoming: Incoming, body: Buffer): Admitted | Situation => {
    const situation = headProblem(incoming.request, incoming.query);
    if (situation !== undefined) return situation;
    const match = routeFor(incoming.method, incoming.path);
    if (match === undefined) return 'MISSING_AUTHENTICATION_TOKEN';
    if (!mayPass(match.route)) return 'THROTTLED';
    const arn = arnOf(api, incoming);
    if (match.route.isAuthorized && Buffer.byteLength(arn) > maxArnBytes) return 'ARN_TOO_LONG';
    const event = proxyEvent({ ...incoming, ...match, body }, { ...api, nowMs: now() });
    return { route: match.route, event, arn };
  };

  const ask = async (operation: string, event: ProxyEvent): Promise<Answer | Situation> => {
    // Lambda takes less than the 10 MB of API Gateway.
    if (!fitsInvocation(event)) return 'REQUEST_TOO_LARGE';
    const ms = parts.maxIntegrationMs ?? integrationMs;
    const invocation = await within(ms, invoke(operation, event));
    if (invocation === undefined) return 'INTEGRATION_TIMEOUT';
    if (invocation.kind === 'failed' || !fitsAnswer(invocation.value)) return 'INTEGRATION_FAILURE';
    return answerFrom(invocation.value) ?? 'MALFORMED_ANSWER';
  };

  const outcomeOf = async (incoming: Incoming, body: Buffer): Promise<Answer | Situation> => {
    const admitted = admit(incoming, body);
    if (typeof admitted === 'string') return admitted;
    const { route, event, arn } = admitted;
    const verdict = await verdictOn(route, authorize, (decide) => decide(event, arn));
    if (verdict.kind === 'denied') return verdict.response;
    return ask(route.operation, withCaller(event, verdict.caller));
  };

  const answerTo = async (incoming: Incoming): Promise<Answer> => {
    const body = await readBody(incoming.request, maxBodyBytes);
    if (body === undefined) return bodyTooLong;
    const outcome = await outcomeOf(incoming, body);
    const { ids } = incoming;
    const answer =
      typeof outcome === 'string' ? gatewayResponse(api.gatewayResponses, outcome, ids) : outcome;
    return withIds(answer, ids);
  };

  return (request, response) => {
    answerTo(incomingFrom(request))
      .then((answer) => {
        write(response, answer);
      })
      // The caller closed the connection while its request was read; there is nobody to answer.
      .catch(() => response.destroy());
  };
}

function incomingFrom(request: IncomingMessage): Incoming {
  const [path, query] = split(request.url ?? '/');
  const override = request.headers['x-http-method-override'];
  // "Amazon API Gateway important notes": this header changes the method.
  const method = typeof override === 'string' ? override.toUpperCase() : request.method;
  return { request, method: method ?? 'GET', path, query, ids: newRequestIds() };
}

function verdictOn(
  route: LocalRoute,
  authorize: Authorize | undefined,
  ask: (authorize: Authorize) => ReturnType<Authorize>,
): ReturnType<Authorize> {
  return route.isAuthorized && authorize !== undefined
    ? ask(authorize)
    : Promise.resolve({ kind: 'allowed', caller: {} });
}

/** The ARN of the requested method in IAM: with the path of this request, not the pattern of the route. */
const arnOf = ({ apiId, stage }: RestApi, { method, path }: Incoming): string =>
  `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stage}/${method}${path}`;

/** The result of the invocation; undefined if it takes longer than API Gateway waits. The function runs on. */
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
  const at = url.indexOf('?');
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
}

/** Adds the two ids of the request. A function cannot set these headers. */
function withIds(answer: Answer, { requestId, extendedRequestId }: RequestIds): Answer {
  const own = { 'x-amzn-RequestId': requestId, 'x-amz-apigw-id': extendedRequestId };
  const others = Object.entries(answer.headers).filter(
    ([name]) => !['x-amzn-requestid', 'x-amz-apigw-id'].includes(name.toLowerCase()),
  );
  return { ...answer, headers: { ...Object.fromEntries(others), ...own } };
}

function write(response: ServerResponse, { status, headers, body }: Answer): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.statusCode = status;
  response.end(body);
}
