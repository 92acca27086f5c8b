import middy, { type MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { OperationId } from '../operations.ts';
import type { Provider } from '../providers/provider.ts';
import { now, type EpochMs } from '../platform/clock.ts';
import { causeOf, writeLine, type Line } from '../platform/log.ts';
import type { Answer } from '../providers/outcome.ts';
import { Refusal } from '../platform/gateway-error.ts';
import { answerTo, toResult } from './response.ts';

/** A request on its way through the rooms: what came, and what is gathered for its answer and its log line. */
export type Exchange = {
  readonly event: APIGatewayProxyEvent;
  readonly startedAt: EpochMs;
  /** Headers that the answer will carry, whatever it is. */
  readonly headers: Record<string, string>;
  readonly line: Line;
};

export type HttpHandler = (
  event: APIGatewayProxyEvent,
  context: Context,
) => Promise<APIGatewayProxyResult>;

/** Which operation, and in which shape its refusals are told: the provider's own. */
type Served = {
  readonly id: OperationId;
  readonly provider: Pick<Provider, 'name' | 'errorBody' | 'statusOf'>;
};

function open({ id, provider }: Served, event: APIGatewayProxyEvent, isCold: boolean): Exchange {
  const { requestId } = event.requestContext;
  const startedAt = now();
  return {
    event,
    startedAt,
    headers: { 'X-Request-Id': requestId },
    line: {
      time: new Date(startedAt).toISOString(),
      requestId,
      operation: id,
      provider: provider.name,
      cold: isCold,
    },
  };
}

function close(exchange: Exchange, answer: Answer): APIGatewayProxyResult {
  const { line, headers, startedAt } = exchange;
  writeLine({ ...line, status: answer.status, totalMs: now() - startedAt });
  return toResult(answer, headers);
}

/** A refusal as it is; anything else is a defect, told without a word of what it was. */
function refusalFor(error: unknown, { line }: Exchange): Refusal {
  if (error instanceof Refusal) {
    const cause = causeOf(error.detail.cause);
    const { why } = error.detail;
    line.outcome = error.code;
    if (why !== undefined) line.why = cause === undefined ? why : `${why}: ${cause}`;
    return error;
  }
  line.outcome = 'internal_error';
  line.error = error instanceof Error ? (error.stack ?? error.name) : 'not an Error';
  return new Refusal('internal_error');
}

/**
 * The outer shell of an HTTP operation: request id, log line, and a refusal becomes an answer. Nothing about money
 * happens here. Middy's early time-out stays off: it answers while the handler is still at work, and what the handler
 * does behind that answer nobody sees. The gateway has a deadline of its own, before Lambda's.
 */
export function shell(
  served: Served,
  handle: (exchange: Exchange, context: Context) => Promise<Answer>,
): HttpHandler {
  let isCold = true;
  const room: MiddlewareObj<Exchange, Answer | APIGatewayProxyResult> = {
    before: (request) => {
      request.event = open(served, request.event as unknown as APIGatewayProxyEvent, isCold);
      isCold = false;
    },
    after: (request) => {
      request.response = close(request.event, request.response as Answer);
    },
    onError: (request) => {
      const refusal = refusalFor(request.error, request.event);
      const { retryAfterS } = refusal.detail;
      if (retryAfterS !== undefined) request.event.headers['Retry-After'] = String(retryAfterS);
      request.response = close(request.event, answerTo(refusal, served.provider));
    },
  };
  const handler = middy<Exchange, Answer | APIGatewayProxyResult>({ timeoutEarlyInMillis: 0 })
    .use(room)
    .handler(handle);
  return handler as unknown as HttpHandler;
}
