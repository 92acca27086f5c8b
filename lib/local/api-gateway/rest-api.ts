import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import {
  accessLine,
  noteIntegration,
  noteTrace,
  noteVerdict,
  type ContextVariables,
} from './access-log.ts';
import { createAuthorizer, type Authorize } from './authorizer.ts';
import { addressOf } from './forwarded-headers.ts';
import {
  bodyTooLong,
  gatewayResponse,
  responseTypeOf,
  type Answer,
  type Situation,
} from './gateway-responses.ts';
import type { Invocation, Invoke } from '../lambda/invocation.ts';
import { readBody } from '../../host/listen.ts';
import { accountId, region } from '../template/physical-name.ts';
import { answerFrom } from './proxy-response.ts';
import {
  logTime,
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
import { createUsage } from './usage.ts';

export type RestApiParts = {
  readonly api: RestApi;
  readonly invoke: Invoke;
  /** The time of the local system, in milliseconds since 1970. */
  readonly now: () => number;
  /** How long API Gateway waits for a function; by default its own 29 s. */
  readonly maxIntegrationMs?: number;
  /** Takes the lines of the access log, each before its answer leaves. */
  readonly onAccess?: ((line: string) => void) | undefined;
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
  readonly context: ContextVariables;
  /** Milliseconds, of a clock that nobody moves. */
  readonly startedAt: number;
};

/** A request that has a route, with the event that its function gets. */
type Admitted = { readonly route: LocalRoute; readonly event: ProxyEvent; readonly arn: string };

/** API Gateway on this machine: routes, throttling, the authorizer, proxy events, and API Gateway's own answers. */
export function createRestApi(parts: RestApiParts): RequestListener {
  const { api, invoke, now } = parts;
  const routeFor = createRouter(api.routes);
  const mayPass = createThrottle(({ throttling }) => throttling, now);
  const usageProblem = createUsage(api.usagePlan, now);
  const authorize = api.authorizer && createAuthorizer(api.authorizer, { invoke, now });

  const admit = (incoming: Incoming, body: Buffer): Admitted | Situation => {
    const situation = headProblem(incoming.request, incoming.query);
    if (situation !== undefined) return situation;
    const match = routeFor(incoming.method, incoming.path);
    if (match === undefined) return 'MISSING_AUTHENTICATION_TOKEN';
    incoming.context['resourcePath'] = match.route.path;
    if (!mayPass(match.route)) return 'THROTTLED';
    const arn = arnOf(api, incoming);
    if (match.route.isAuthorized && Buffer.byteLength(arn) > maxArnBytes) return 'ARN_TOO_LONG';
    const event = proxyEvent({ ...incoming, ...match, body }, { ...api, nowMs: now() });
    noteTrace(incoming.context, event);
    return { route: match.route, event, arn };
  };

  const ask = async (
    operation: string,
    event: ProxyEvent,
    context: ContextVariables,
  ): Promise<Answer | Situation> => {
    // Lambda takes less than the 10 MB of API Gateway.
    if (!fitsInvocation(event)) return 'REQUEST_TOO_LARGE';
    const ms = parts.maxIntegrationMs ?? integrationMs;
    const askedAt = performance.now();
    const invocation = await within(ms, invoke(operation, event));
    noteIntegration(context, invocation, performance.now() - askedAt);
    if (invocation === undefined) return 'INTEGRATION_TIMEOUT';
    if (invocation.kind === 'failed' && invocation.why === 'throttled')
      return 'INTEGRATION_THROTTLED';
    if (invocation.kind === 'failed' || !fitsAnswer(invocation.value)) return 'INTEGRATION_FAILURE';
    return answerFrom(invocation.value) ?? 'MALFORMED_ANSWER';
  };

  const outcomeOf = async (incoming: Incoming, body: Buffer): Promise<Answer | Situation> => {
    const admitted = admit(incoming, body);
    if (typeof admitted === 'string') return admitted;
    const { route, event, arn } = admitted;
    const verdict = await verdictOn(route, authorize, (decide) => decide(event, arn));
    noteVerdict(incoming.context, verdict);
    if (verdict.kind === 'denied') return verdict.response;
    const problem = usageProblem(route, verdict.usageKey);
    if (problem !== undefined) return problem;
    return ask(route.operation, withCaller(event, verdict.caller), incoming.context);
  };

  const answerTo = async (incoming: Incoming): Promise<Answer> => {
    const body = await readBody(incoming.request, maxBodyBytes);
    if (body === undefined) return bodyTooLong;
    const outcome = await outcomeOf(incoming, body);
    const { ids, context } = incoming;
    if (typeof outcome === 'string') context['error.responseType'] = responseTypeOf(outcome);
    const answer =
      typeof outcome === 'string' ? gatewayResponse(api.gatewayResponses, outcome, ids) : outcome;
    const line = answeredLine(api.accessLogFormat, incoming, answer);
    if (line !== undefined) parts.onAccess?.(line);
    return withIds(answer, ids);
  };

  return (request, response) => {
    answerTo(incomingFrom(request, { stage: api.stage, nowMs: now() }))
      .then((answer) => {
        write(response, answer);
      })
      // The caller closed the connection while its request was read; there is nobody to answer.
      .catch(() => response.destroy());
  };
}

function incomingFrom(
  request: IncomingMessage,
  { stage, nowMs }: { readonly stage: string; readonly nowMs: number },
): Incoming {
  const [path, query] = split(request.url ?? '/');
  const override = request.headers['x-http-method-override'];
  // "Amazon API Gateway important notes": this header changes the method.
  const method = (typeof override === 'string' ? override.toUpperCase() : request.method) ?? 'GET';
  const ids = newRequestIds();
  const context = {
    ...ids,
    stage,
    httpMethod: method,
    requestTime: logTime(nowMs),
    'identity.sourceIp': addressOf(request),
  };
  return { request, method, path, query, ids, context, startedAt: performance.now() };
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

/** The line of a request that has its answer; undefined where the stage writes nothing. */
function answeredLine(
  format: string | undefined,
  { context, startedAt }: Incoming,
  { status, body }: Answer,
): string | undefined {
  if (format === undefined) return undefined;
  return accessLine(format, {
    ...context,
    status: String(status),
    responseLength: String(Buffer.byteLength(body)),
    responseLatency: String(Math.round(performance.now() - startedAt)),
  });
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
