import type { Provider } from '../../../functions/providers/provider.ts';
import { gatewayErrors, type GatewayErrorCode } from '../../../functions/platform/gateway-error.ts';

/** What API Gateway says in some situations, before or instead of any function. */
export type GatewayAnswer = {
  /** AWS's names of the situations that get this answer. */
  readonly types: readonly string[];
  /** Absent where AWS's own status says more. */
  readonly status?: number;
  readonly code: GatewayErrorCode;
  /** For a person: what happened and what to do now. */
  readonly message: string;
  /** Header values as they go out. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the request may have been executed: then the body names the key under which to ask again. */
  readonly mayHaveRun?: true;
};

/** Seconds. Nothing ran, so the wait is only for API Gateway's token bucket or the authorizer to recover. */
const retryNotAttemptedS = '2';

/** Seconds. The earlier request may still run; asking sooner would mostly meet `operation_in_progress`. */
const retryUnknownS = '5';

const unknown: Omit<GatewayAnswer, 'types'> = {
  code: 'outcome_unknown',
  message:
    'The outcome is not confirmed. Send the same request again with the same Idempotency-Key, never with a new one. ' +
    'Only if you sent none, send it again with details.key_if_you_sent_none as its Idempotency-Key.',
  headers: { 'Retry-After': retryUnknownS },
  mayHaveRun: true,
};

/** All of them. A document of the API is made from these, too, so nothing here knows the stack. */
export const gatewayAnswers: readonly GatewayAnswer[] = [
  {
    types: ['UNAUTHORIZED'],
    status: 401,
    code: 'unauthorized',
    message:
      'The key is missing, unknown or of the other mode. Send a key of this gateway as Basic user name or Bearer token.',
    headers: { 'WWW-Authenticate': 'Basic' },
  },
  {
    types: ['ACCESS_DENIED'],
    status: 403,
    code: 'not_allowed',
    message: 'This request is not allowed. Check that the key has the scope of this operation.',
  },
  {
    types: ['WAF_FILTERED'],
    status: 403,
    code: 'not_allowed',
    message:
      'This request did nothing: it came from an address that may not call, or looks like an attack. Check from where it is sent, its path, its query and its headers.',
  },
  {
    // On an unknown route API Gateway takes a caller's key for a signature of AWS's.
    types: [
      ...['MISSING_AUTHENTICATION_TOKEN', 'RESOURCE_NOT_FOUND'],
      ...['INVALID_SIGNATURE', 'EXPIRED_TOKEN'],
    ],
    status: 404,
    code: 'not_found',
    message: 'There is no such route. Check method and path.',
  },
  {
    // Has no effect today: API Gateway answers a body that is too large in its own words. It is here for the day when it has.
    types: ['REQUEST_TOO_LARGE'],
    status: 413,
    code: 'invalid_parameter',
    message: 'The request is too large. It did nothing.',
  },
  {
    types: ['DEFAULT_4XX'],
    code: 'invalid_parameter',
    message: 'The request cannot be read, and did nothing. Check its method, headers and body.',
  },
  {
    types: ['THROTTLED', 'QUOTA_EXCEEDED'],
    status: 429,
    code: 'not_attempted',
    message: 'Too many requests: this one did nothing. Wait, then send the same request again.',
    headers: { 'Retry-After': retryNotAttemptedS },
  },
  {
    // That the usage plan does not know the authorizer's word for a caller is the stack's mistake, and not the caller's.
    types: ['AUTHORIZER_FAILURE', 'AUTHORIZER_CONFIGURATION_ERROR', 'INVALID_API_KEY'],
    status: 503,
    code: 'not_attempted',
    message:
      'The key could not be checked, so this request did nothing. Wait, then send the same request again.',
    headers: { 'Retry-After': retryNotAttemptedS },
  },
  { types: ['INTEGRATION_FAILURE', 'INTEGRATION_TIMEOUT'], status: 504, ...unknown },
  // Without a status: it would become that of every other situation, too.
  { types: ['DEFAULT_5XX'], ...unknown },
];

/** The body of an answer. It has all providers' error shapes side by side. */
export function bodyOf(
  { code, message, mayHaveRun, status = mayHaveRun ? 504 : 400 }: GatewayAnswer,
  providers: readonly Provider[],
): object {
  const details = {
    retry: gatewayErrors[code].retry,
    // What a function that was given no key uses in its stead. Whether one was sent can't be told here, so the name
    // must not be one that a caller would prefer to the key that it sent: that would be a second charge.
    ...(mayHaveRun && { key_if_you_sent_none: '$context.extendedRequestId' }),
  };
  const error = { code, message, param: null, details };
  const bodies = providers.map(({ errorBody }) => errorBody(error, status));
  return Object.assign({}, ...bodies) as object;
}
