/** What a caller may do after an error of the gateway: nothing helps, the same key again, or a new key is safe. */
export type RetryAdvice = 'never' | 'same_key' | 'new_key';

type Kind = { readonly status: number; readonly retry: RetryAdvice; readonly title: string };

/**
 * Everything that the gateway itself says no with; a provider's own no is passed on instead. README and API document
 * are made from this table. What a request meets first is told first: who calls, the key, the body, the record.
 */
// prettier-ignore
export const gatewayErrors = {
  unauthorized:             { status: 401, retry: 'never',    title: 'The key is missing, unknown or of the other mode.' },
  not_found:                { status: 404, retry: 'never',    title: 'There is no such route.' },
  not_allowed:              { status: 403, retry: 'never',    title: 'This key may not call this operation.' },
  idempotency_key_invalid:  { status: 400, retry: 'never',    title: 'The idempotency key is not 1 to 255 printable ASCII characters, or two headers differ.' },
  idempotency_key_required: { status: 400, retry: 'never',    title: 'This caller must name the intent with an Idempotency-Key header.' },
  card_data_not_accepted:   { status: 422, retry: 'never',    title: 'Raw card data is not accepted here. Make a token at the provider in the browser and send the token instead.' },
  missing_parameter:        { status: 422, retry: 'never',    title: 'A parameter is missing.' },
  invalid_parameter:        { status: 422, retry: 'never',    title: 'A parameter, or the whole body, cannot be read.' },
  not_attempted:            { status: 503, retry: 'same_key', title: 'This request did nothing; an earlier one with this key may have. Send the same key again.' },
  idempotency_key_reused:   { status: 422, retry: 'new_key',  title: 'This key was used for another request. A new intent needs a new key.' },
  operation_in_progress:    { status: 409, retry: 'same_key', title: 'A request with this key is still running.' },
  outcome_unknown:          { status: 409, retry: 'same_key', title: 'The outcome is not confirmed. Send the same key again, never a new one.' },
  operation_closed:         { status: 409, retry: 'new_key',  title: 'Nothing was executed and nothing will be under this key. A new key is safe.' },
  result_erased:            { status: 410, retry: 'never',    title: 'This operation reached the provider and is completed, but its answer is not kept. Do not send it again, under this key or another: GET /gateway/v1/operations/{X-Operation-Id} shows what came of it.' },
  internal_error:           { status: 500, retry: 'same_key', title: 'The gateway failed. Send the same key again.' },
} as const satisfies Record<string, Kind>;

export type GatewayErrorCode = keyof typeof gatewayErrors;

/** What is particular about one error. Holds names and reasons, never a value that the caller sent. */
export type ErrorDetail = {
  /** The parameter that is to blame, as a path: `customer.email`. */
  readonly param?: string;
  /** Replaces the title where more can be said. */
  readonly message?: string;
  /** The provider's id of what was made, where the record has it and the answer can't tell it. */
  readonly object?: string | undefined;
  /** Seconds after which the same request may be worth sending again. */
  readonly retryAfterS?: number;
  /** For the log only: why, in one of the gateway's own words. */
  readonly why?: string;
  readonly cause?: unknown;
};

/** The gateway's own no. Thrown anywhere, told in the provider's error shape at one place: http/response.ts. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly code: GatewayErrorCode;
  readonly detail: ErrorDetail;

  constructor(code: GatewayErrorCode, detail: ErrorDetail = {}) {
    super(detail.message ?? gatewayErrors[code].title, { cause: detail.cause });
    this.code = code;
    this.detail = detail;
  }
}
