import type { APIGatewayProxyResult } from 'aws-lambda';
import { maskCardNumbers } from '../platform/card-number.ts';
import { gatewayErrors, type GatewayError, type RetryAdvice } from '../platform/gateway-error.ts';
import type { Answer } from '../providers/outcome.ts';
import type { Provider } from '../providers/provider.ts';

/** In which shape errors are told. */
export type ErrorShape = Pick<Provider, 'errorBody' | 'statusOf'>;

/** The gateway's own API, below /gateway/v1: its name in the log, and its error shape. */
export const gatewayApi: ErrorShape & { readonly name: string } = {
  name: 'gateway',
  errorBody: (error) => ({ error }),
};

/** An answer of the gateway itself. */
export const jsonAnswer = (status: number, body: object): Answer => ({
  status,
  contentType: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
});

/**
 * What a caller may do after a provider's answer that decided an operation: one that is told only where it is final. An
 * object that came to nothing is told with a 2xx as well, and it may still be paid: so it is not repeated either.
 */
export const adviceAfter = ({ status }: Pick<Answer, 'status'>): RetryAdvice =>
  status < 300 ? 'do_not_repeat' : 'new_request_allowed';

type ErrorToShow = Pick<GatewayError, 'code' | 'message' | 'detail'>;

/** What is told of an error. A caller chose the names of its parameters, so one may be a card's number. */
function textOf({ message, detail }: ErrorToShow): { message: string; param: string | null } {
  const { param = '' } = detail;
  // By its parts as well: after the index of a list's member a name would look like a fraction.
  const parts = maskCardNumbers(param).split('.').map(maskCardNumbers);
  return { message: maskCardNumbers(message), param: param === '' ? null : parts.join('.') };
}

/** Tells an error in the provider's error shape. This is the only place where one becomes an answer. */
export function errorAnswer(error: ErrorToShow, { errorBody, statusOf }: ErrorShape): Answer {
  const { code, detail } = error;
  const { retry } = gatewayErrors[code];
  const status = statusOf?.(code) ?? gatewayErrors[code].status;
  const { object } = detail;
  const details = { retry, ...(object !== undefined && { object }) };
  return jsonAnswer(status, errorBody({ code, ...textOf(error), details }, status));
}

/**
 * The answer as API Gateway takes it. An answer without a body is no JSON: API Gateway would call it that where no type
 * is named, and a client that believes it fails.
 */
export const toResult = (
  { status, contentType, body }: Answer,
  headers: Readonly<Record<string, string>>,
): APIGatewayProxyResult => ({
  statusCode: status,
  headers: { ...headers, ...typeOf(contentType, body) },
  body,
});

function typeOf(contentType: string | undefined, body: string): Record<string, string> {
  if (body === '') return { 'Content-Type': 'text/plain' };
  return contentType === undefined ? {} : { 'Content-Type': contentType };
}
