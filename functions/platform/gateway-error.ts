/** What a caller may do after an error of the gateway: not repeat it, send the same key again, or use a new key. */
export type RetryAdvice = 'never' | 'same_key' | 'new_key';

type Kind = { readonly status: number; readonly retry: RetryAdvice; readonly title: string };

/**
 * Every error that the gateway itself answers with. A provider's rejection is passed on instead. The README and the API
 * document are made from this table. The rows have the order of the checks: the caller, the key, the body, the record.
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

/** The details of one error: names and reasons, never a value that the caller sent. */
export type ErrorDetail = {
  /** The parameter that caused the error, as a path: `customer.email`. */
  readonly param?: string;
  /** Replaces the title where there is more to say. */
  readonly message?: string;
  /** The provider's id of what was made, where the record has the id but not the answer. */
  readonly object?: string | undefined;
  /** Seconds after which the same request may be worth sending again. */
  readonly retryAfterS?: number;
  /** The reason, as a fixed word of the gateway; for the log only. */
  readonly why?: string;
  readonly cause?: unknown;
};

/** An error of the gateway itself. http/response.ts turns it into an answer in the provider's error shape. */
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
