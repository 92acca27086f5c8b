import middy, { type MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { OperationId } from '../operations.ts';
import { now, type EpochMs } from '../platform/clock.ts';
import { isCodeCacheRejected } from '../platform/code-cache.ts';
import { GatewayError, gatewayErrors, retryAdviceHeader } from '../platform/gateway-error.ts';
import { whyOf, writeLine } from '../platform/log.ts';
import { directivesFor } from '../platform/metric-directives.ts';
import { readSettings } from '../platform/settings.ts';
import type { Answer } from '../providers/outcome.ts';
import { figuresOf, type AnsweredLine } from './figures.ts';
import { errorAnswer, toResult, type ErrorShape } from './response.ts';

/** A request on its way: what came, and what is gathered for its answer and its log line. */
export type Exchange = {
  readonly event: APIGatewayProxyEvent;
  readonly startedAt: EpochMs;
  /** Headers that the answer will carry, whatever it is. */
  readonly headers: Record<string, string>;
  readonly line: AnsweredLine;
};

export type HttpHandler = (
  event: APIGatewayProxyEvent,
  context: Context,
) => Promise<APIGatewayProxyResult>;

/** Which operation is served, and by whose name and in whose error shape. */
type Served = {
  readonly id: OperationId;
  readonly provider: ErrorShape & { readonly name: string };
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
      ...(isCold && isCodeCacheRejected() ? { cacheRejected: 1 } : {}),
    },
  };
}

function close(
  { line, headers, startedAt }: Exchange,
  answer: Answer,
  namespace: string,
): APIGatewayProxyResult {
  const counted = { ...line, totalMs: now() - startedAt, ...figuresOf(line) };
  const directives = directivesFor(namespace, startedAt, counted);
  writeLine({ ...counted, status: answer.status, ...directives });
  return toResult(answer, headers);
}

/** A gateway error as it is. Anything else is a defect: the log has it, the answer says nothing of it. */
function gatewayErrorFor(error: unknown, { line }: Exchange): GatewayError {
  if (error instanceof GatewayError) {
    const why = whyOf(error);
    line.outcome = error.code;
    if (why !== undefined) line.why = why;
    return error;
  }
  line.outcome = 'internal_error';
  line.error = error instanceof Error ? (error.stack ?? error.name) : 'not an Error';
  return new GatewayError('internal_error');
}

/**
 * The outermost layer of an HTTP operation: request id, log line with its metrics, and an error becomes an answer. Nothing
 * about money happens here. Middy's early time-out stays off: it answers while the handler is still at work, and nobody would see
 * what the handler does after that answer. The gateway has a deadline of its own, before Lambda's.
 *
 * @throws Error that names missing settings
 */
export function httpHandler(
  served: Served,
  handle: (exchange: Exchange, context: Context) => Promise<Answer>,
): HttpHandler {
  const { METRICS_NAMESPACE: namespace } = readSettings(['METRICS_NAMESPACE']);
  let isCold = true;
  const exchange: MiddlewareObj<Exchange, Answer | APIGatewayProxyResult> = {
    before: (request) => {
      request.event = open(served, request.event as unknown as APIGatewayProxyEvent, isCold);
      isCold = false;
    },
    after: (request) => {
      request.response = close(request.event, request.response as Answer, namespace);
    },
    onError: (request) => {
      const error = gatewayErrorFor(request.error, request.event);
      const { headers } = request.event;
      const { retryAfterS } = error.detail;
      headers[retryAdviceHeader] = gatewayErrors[error.code].retry;
      if (retryAfterS !== undefined) headers['Retry-After'] = String(retryAfterS);
      request.response = close(request.event, errorAnswer(error, served.provider), namespace);
    },
  };
  const handler = middy<Exchange, Answer | APIGatewayProxyResult>({ timeoutEarlyInMillis: 0 })
    .use(exchange)
    .handler(handle);
  return handler as unknown as HttpHandler;
}
