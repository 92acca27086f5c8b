import type { RequestIds } from './proxy-event.ts';
import type { LocalGatewayResponse } from '../template/rest-api.ts';

/** The situations in which API Gateway answers without a Lambda's answer. */
export type Situation = keyof typeof situations;

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer;
};

type Default = {
  readonly status: number;
  readonly message: string | null;
  /** The value of `x-amzn-ErrorType`, as it was seen in answers; AWS's documents do not list them. */
  readonly errorType: string;
  /** AWS's name of the gateway response, where the situation has none of its own. */
  readonly type?: 'DEFAULT_4XX' | 'DEFAULT_5XX' | 'INTEGRATION_FAILURE';
};

/**
 * API Gateway's own status and message, used where the template sets none: the developer guide's "Gateway response types
 * for API Gateway". A Lambda that fails, or gives a malformed answer, is 502 and not that table's 504 (Lambda developer
 * guide, "Handling Lambda errors with an API Gateway API").
 */
const situations = {
  MISSING_AUTHENTICATION_TOKEN: {
    status: 403,
    message: 'Missing Authentication Token',
    errorType: 'MissingAuthenticationTokenException',
  },
  UNAUTHORIZED: { status: 401, message: 'Unauthorized', errorType: 'UnauthorizedException' },
  ACCESS_DENIED: {
    status: 403,
    message: 'User is not authorized to access this resource',
    errorType: 'AccessDeniedException',
  },
  INVALID_API_KEY: { status: 403, message: 'Forbidden', errorType: 'ForbiddenException' },
  THROTTLED: { status: 429, message: 'Too Many Requests', errorType: 'TooManyRequestsException' },
  REQUEST_TOO_LARGE: { status: 413, message: 'Request Too Long', errorType: 'BadRequestException' },
  ARN_TOO_LONG: {
    status: 414,
    message: 'Request URI too long',
    errorType: 'BadRequestException',
    type: 'DEFAULT_4XX',
  },
  HEAD_TOO_LONG: {
    status: 431,
    message: 'Request header fields too large',
    errorType: 'BadRequestException',
    type: 'DEFAULT_4XX',
  },
  QUERY_NOT_ENCODED: {
    status: 400,
    message: 'Bad Request',
    errorType: 'BadRequestException',
    type: 'DEFAULT_4XX',
  },
  AUTHORIZER_FAILURE: { status: 500, message: null, errorType: 'AuthorizerFailureException' },
  AUTHORIZER_CONFIGURATION_ERROR: {
    status: 500,
    message: null,
    errorType: 'AuthorizerConfigurationException',
  },
  INTEGRATION_FAILURE: {
    status: 502,
    message: 'Internal server error',
    errorType: 'InternalServerErrorException',
  },
  // Lambda's 429 does not reach the caller (AWS re:Post, "API Gateway proxy integration does not forward Lambda
  // throttling"); since 2019 it is this gateway response (an answer of AWS's in its forum, thread 309901).
  INTEGRATION_THROTTLED: {
    status: 500,
    message: 'Internal server error',
    errorType: 'InternalServerErrorException',
    type: 'INTEGRATION_FAILURE',
  },
  MALFORMED_ANSWER: {
    status: 502,
    message: 'Internal server error',
    errorType: 'InternalServerErrorException',
    type: 'DEFAULT_5XX',
  },
  INTEGRATION_TIMEOUT: {
    status: 504,
    message: 'Endpoint request timed out',
    errorType: 'InternalServerErrorException',
  },
} as const satisfies Readonly<Record<string, Default>>;

const plainTemplate = '{"message":$context.error.messageString}';

/** The one response that a template cannot change ("Amazon API Gateway important notes"). */
const fixed: Situation = 'REQUEST_TOO_LARGE';

/**
 * The answer to a body of more than 10 MB. It does not come from the API itself: it is not JSON, has no request id, and
 * is the same for every API. AWS does not document it; this is what the real service answered.
 */
export const bodyTooLong: Answer = {
  status: 413,
  headers: { 'Content-Type': 'text; charset=utf-8' },
  body: 'HTTP content length exceeded 10485760 bytes.',
};

/** AWS's name of the gateway response to a situation. */
export function responseTypeOf(situation: Situation): string {
  const { type }: Default = situations[situation];
  return type ?? situation;
}

/** API Gateway's own answer to a situation, with the template's status, headers and body where it sets them. */
export function gatewayResponse(
  responses: readonly LocalGatewayResponse[],
  situation: Situation,
  ids: RequestIds,
): Answer {
  const { status, message, errorType }: Default = situations[situation];
  const type = responseTypeOf(situation);
  const chosen = situation === fixed ? undefined : chosenFrom(responses, type, status);
  const messageString = JSON.stringify(message);
  const context: Readonly<Record<string, string>> = {
    requestId: ids.requestId,
    extendedRequestId: ids.extendedRequestId,
    'error.message': message ?? '',
    'error.messageString': messageString,
    'error.responseType': type,
  };
  return {
    status: chosen?.status ?? status,
    headers: {
      'Content-Type': 'application/json',
      'x-amzn-ErrorType': errorType,
      ...headersFrom(chosen?.headers ?? {}, context),
    },
    // API Gateway replaces an unknown variable by nothing.
    body: (chosen?.template ?? plainTemplate).replace(
      /\$context\.([A-Za-z.]*[A-Za-z])/g,
      (_whole, name: string) => context[name] ?? '',
    ),
  };
}

/** The response of this type, else that of its family. */
function chosenFrom(
  responses: readonly LocalGatewayResponse[],
  type: string,
  status: number,
): LocalGatewayResponse | undefined {
  const family = status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
  const of = (name: string) => responses.find((response) => response.type === name);
  return of(type) ?? of(family);
}

function headersFrom(
  headers: Readonly<Record<string, string>>,
  context: Readonly<Record<string, string>>,
): Record<string, string> {
  const valueOf = (expression: string) =>
    /^'(.*)'$/s.exec(expression)?.[1] ?? context[expression.replace(/^context\./, '')];
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, expression]) => {
      const value = valueOf(expression);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
