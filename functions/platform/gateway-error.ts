/** The header of an answer that carries the word for what its caller may do now. */
export const retryAdviceHeader = 'X-Retry-Advice';

/**
 * What a caller may do after an answer, in a word, and exactly what that word says. A caller that takes these sentences
 * literally is never charged twice and gives up nothing that was executed. The documents are made from them.
 */
export const retryAdvice = {
  same_request:
    'What came of this key is not known yet. Send the request that is stored with the key again, unchanged, with the same key, after the seconds of `Retry-After` or later; never another body, and never another key. Who has no such request any more sends nothing, and reads `GET /gateway/v1/operations/{X-Operation-Id}` until its `retry` is another word.',
  new_request_allowed:
    'Nothing was executed under this key, and nothing will be. Where the intent is still wanted, send it with a new key, changed or not; otherwise give it up.',
  do_not_repeat:
    'Send nothing more for this intent, under this key or another. The body of a 2xx says what was made and in which state it is; after `result_erased` the operation says it.',
  fix_request:
    'This request did nothing; an earlier one with this key may have. Repair what the error names, be it the request, or the key or the rights of the same caller, and send it with the same idempotency key. But if an earlier request with this key got no answer, or one with another word, it is that request which is sent again, unchanged.',
} as const;

export type RetryAdvice = keyof typeof retryAdvice;

type Kind = { readonly status: number; readonly retry: RetryAdvice; readonly title: string };

/**
 * Every error that the gateway itself answers with. A provider's rejection is passed on instead. ERRORS.md is
 * made from this table. The rows have the order of the checks: the caller, the key, the body, the record.
 */
// prettier-ignore
export const gatewayErrors = {
  unauthorized:             { status: 401, retry: 'fix_request',         title: 'The key is missing, unknown or of the other mode.' },
  not_found:                { status: 404, retry: 'fix_request',         title: 'There is no such route.' },
  not_allowed:              { status: 403, retry: 'fix_request',         title: 'This key may not call this operation.' },
  idempotency_key_invalid:  { status: 400, retry: 'fix_request',         title: 'The idempotency key is not 1 to 255 printable ASCII characters, or two headers differ. Send the key that the intent was given first.' },
  idempotency_key_required: { status: 400, retry: 'fix_request',         title: 'This caller must name the intent with an Idempotency-Key header: the one that the intent was given first.' },
  card_data_not_accepted:   { status: 422, retry: 'fix_request',         title: 'Raw card data is not accepted here. Make a token at the provider in the browser and send the token instead.' },
  missing_parameter:        { status: 422, retry: 'fix_request',         title: 'A parameter is missing.' },
  invalid_parameter:        { status: 422, retry: 'fix_request',         title: 'A parameter, or the whole body, cannot be read.' },
  not_attempted:            { status: 503, retry: 'same_request',        title: 'This request did nothing; an earlier one with this key may have. Send the same request again.' },
  idempotency_key_reused:   { status: 422, retry: 'same_request',        title: 'This key belongs to another request. Send that one again, or read GET /gateway/v1/operations/{X-Operation-Id}, to learn what came of it. Do not send this one under a new key before you know.' },
  operation_in_progress:    { status: 409, retry: 'same_request',        title: 'A request with this key is still running. Send the same request again.' },
  outcome_unknown:          { status: 409, retry: 'same_request',        title: 'The outcome is not confirmed. Send the same request with the same key again, never with a new one.' },
  operation_closed:         { status: 409, retry: 'new_request_allowed', title: 'Nothing was executed and nothing will be under this key. A new key is safe.' },
  result_erased:            { status: 410, retry: 'do_not_repeat',       title: 'This operation reached the provider and is completed, but its answer is not kept. Do not send it again, under this key or another: GET /gateway/v1/operations/{X-Operation-Id} shows what came of it.' },
  internal_error:           { status: 500, retry: 'same_request',        title: 'The gateway failed. Send the same request again.' },
} as const satisfies Record<string, Kind>;

export type GatewayErrorCode = keyof typeof gatewayErrors;

/** The details of one error: names and reasons, never a value that the caller sent. */
export type ErrorDetail = {
  /** The parameter that caused the error, as a path: `customer.email`. */
  readonly param?: string;
  /** Replaces the title where there is more to say. */
  readonly message?: string | undefined;
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
