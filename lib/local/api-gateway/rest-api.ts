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
  arnBytesMost,
  bodyBytesMost,
  fitsAnswer,
  fitsInvocation,
  unreadable,
} from './aws-limits.ts';
import { createRouter } from './routes.ts';
import type { Api, LocalRoute } from '../template/rest-api.ts';
import { createThrottle } from './throttle.ts';

export type FrontDoorParts = {
  readonly api: Api;
  readonly invoke: Invoke;
  /** Milliseconds since 1970, as this system sees the time. */
  readonly now: () => number;
  /** How long API Gateway waits for a function; by default its own 29 s. */
  readonly integrationMsMost?: number;
};

/** How long API Gateway waits for an integration. */
const integrationMs = 29_000;

type Reading = {
  readonly request: IncomingMessage;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly ids: RequestIds;
};

/** A request that can be read and has a route, and what its function is to be told about it. */
type Admitted = { readonly route: LocalRoute; readonly event: ProxyEvent; readonly arn: string };

/** API Gateway on this machine: routes, throttle, authorizer, proxy events, and the answers that no function gives. */
export function createFrontDoor(parts: FrontDoorParts): RequestListener {
  const { api, invoke, now } = parts;
  const routeFor = createRouter(api.routes);
  const mayPass = createThrottle(now);
  const authorize = api.authorizer && createAuthorizer(api.authorizer, { invoke, now });

  const admit = (reading: Reading, body: Buffer): Admitted | Situation => {
    const situation = unreadable(reading.request, reading.query);
    if (situation !== undefined) return situation;
    const match = routeFor(reading.method, reading.path);
    if (match === undefined) return 'MISSING_AUTHENTICATION_TOKEN';
    if (!mayPass(match.route)) return 'THROTTLED';
    const arn = arnOf(api, reading);
    if (match.route.isAuthorized && Buffer.byteLength(arn) > arnBytesMost) return 'ARN_TOO_LONG';
    const event = proxyEvent({ ...reading, ...match, body }, { ...api, nowMs: now() });
    return { route: match.route, event, arn };
  };

  const ask = async (operation: string, event: ProxyEvent): Promise<Answer | Situation> => {
    // Lambda refuses to be asked; API Gateway itself would have taken 10 MB.
    if (!fitsInvocation(event)) return 'REQUEST_TOO_LARGE';
    const ms = parts.integrationMsMost ?? integrationMs;
    const invocation = await within(ms, invoke(operation, event));
    if (invocation === undefined) return 'INTEGRATION_TIMEOUT';
    if (invocation.kind === 'failed' || !fitsAnswer(invocation.value)) return 'INTEGRATION_FAILURE';
    return answerFrom(invocation.value) ?? 'MALFORMED_ANSWER';
  };

  const outcomeOf = async (reading: Reading, body: Buffer): Promise<Answer | Situation> => {
    const admitted = admit(reading, body);
    if (typeof admitted === 'string') return admitted;
    const { route, event, arn } = admitted;
    const verdict = await verdictOn(route, authorize, (decide) => decide(event, arn));
    if (verdict.kind === 'refused') return verdict.response;
    return ask(route.operation, withCaller(event, verdict.caller));
  };

  const answerTo = async (reading: Reading): Promise<Answer> => {
    const body = await readBody(reading.request, bodyBytesMost);
    if (body === undefined) return bodyTooLong;
    const outcome = await outcomeOf(reading, body);
    const { ids } = reading;
    const answer =
      typeof outcome === 'string' ? gatewayResponse(api.gatewayResponses, outcome, ids) : outcome;
    return named(answer, ids);
  };

  return (request, response) => {
    answerTo(readingOf(request))
      .then((answer) => {
        write(response, answer);
      })
      // The caller went away while its request was read; nobody is left to answer.
      .catch(() => response.destroy());
  };
}

function readingOf(request: IncomingMessage): Reading {
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

/** The name of what is asked for, in IAM's terms: the path of this request, not the route's pattern. */
const arnOf = ({ apiId, stage }: Api, { method, path }: Reading): string =>
  `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stage}/${method}${path}`;

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

/** Adds the two names of the request; no function can choose them. */
function named(answer: Answer, { requestId, extendedRequestId }: RequestIds): Answer {
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
