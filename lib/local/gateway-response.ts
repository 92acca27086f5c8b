import type { RequestIds } from './proxy-event.ts';
import type { LocalGatewayResponse } from './template-api.ts';

/** The situations in which the local front door answers without a Lambda's answer. */
export type GatewayResponseType = keyof typeof defaults;

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer;
};

/** What API Gateway says where the template does not choose its own status and words. */
const defaults = {
  MISSING_AUTHENTICATION_TOKEN: { status: 403, message: 'Missing Authentication Token' },
  UNAUTHORIZED: { status: 401, message: 'Unauthorized' },
  ACCESS_DENIED: { status: 403, message: 'User is not authorized to access this resource' },
  REQUEST_TOO_LARGE: { status: 413, message: 'Request Too Long' },
  AUTHORIZER_FAILURE: { status: 500, message: 'Internal server error' },
  AUTHORIZER_CONFIGURATION_ERROR: { status: 500, message: 'Internal server error' },
  INTEGRATION_FAILURE: { status: 504, message: 'Internal server error' },
  INTEGRATION_TIMEOUT: { status: 504, message: 'Endpoint request timed out' },
} as const;

const plainTemplate = '{"message":$context.error.messageString}';

/** Renders what API Gateway answers on its own, in the template's words where it has any for this case. */
export function gatewayResponse(
  responses: readonly LocalGatewayResponse[],
  type: GatewayResponseType,
  ids: RequestIds,
): Answer {
  const { status, message } = defaults[type];
  const family = status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
  const chosen =
    responses.find((response) => response.type === type) ??
    responses.find((response) => response.type === family);
  const context: Readonly<Record<string, string>> = {
    requestId: ids.requestId,
    extendedRequestId: ids.extendedRequestId,
    'error.message': message,
    'error.messageString': JSON.stringify(message),
    'error.responseType': type,
  };
  return {
    status: chosen?.status ?? status,
    headers: { 'Content-Type': 'application/json', ...headersFrom(chosen?.headers ?? {}, context) },
    // API Gateway puts nothing in the place of a variable that it does not know.
    body: (chosen?.template ?? plainTemplate).replace(
      /\$context\.([A-Za-z.]*[A-Za-z])/g,
      (_whole, name: string) => context[name] ?? '',
    ),
  };
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
