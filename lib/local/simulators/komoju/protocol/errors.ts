import { ProviderError } from '../../provider-error.ts';
import { keyInFlight } from '../assumptions.ts';

/** Code, HTTP status, message. KOMOJU documentation, errors (seen 2026); a declined card is a 502 there. */
const errorCodes = {
  bad_request: [400, 'The request cannot be read.'],
  unauthorized: [401, 'The API key is missing or wrong.'],
  request_failed: [402, 'The request was valid and could not be carried out.'],
  forbidden: [403, 'This API key may not do that.'],
  not_found: [404, 'There is nothing here by that name.'],
  unprocessable_entity: [422, 'The request cannot be processed.'],
  invalid_payment_type: [422, 'This payment type cannot be used here.'],
  invalid_token: [422, 'The token is unknown or was used before.'],
  invalid_currency: [422, 'This currency cannot be used here.'],
  invalid_parameter: [422, 'A parameter has a value that cannot be used.'],
  missing_parameter: [422, 'A required parameter is missing.'],
  not_refundable: [422, 'This payment cannot be refunded by that much.'],
  not_capturable: [422, 'This payment cannot be captured.'],
  not_cancellable: [422, 'This payment cannot be cancelled.'],
  not_chargebackable: [422, 'This payment cannot be charged back.'],
  fraudulent: [422, 'The payment could not be completed.'],
  internal_server_error: [500, 'Something went wrong at the provider.'],
  insufficient_funds: [502, 'There is not enough money for this payment.'],
  used_number: [502, 'This number was used before.'],
  card_declined: [502, 'The card was declined.'],
  invalid_password: [502, 'The password is wrong.'],
  bad_verification_value: [502, 'The verification value is wrong.'],
  exceeds_limit: [502, 'The payment is above the limit of the card.'],
  card_expired: [502, 'The card has expired.'],
  invalid_number: [502, 'The number is not valid.'],
  invalid_account: [502, 'The account is not valid.'],
  restricted_account: [502, 'The account is restricted.'],
  other_error: [502, 'The payment failed.'],
  invalid_user_key: [502, 'The user key is not valid.'],
  other_invalid: [502, 'The payment details are not valid.'],
  bad_gateway: [502, 'The processor gave no usable answer.'],
  service_unavailable: [503, 'The service is down for maintenance.'],
  gateway_timeout: [504, 'The processor did not answer in time.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type ErrorCode = keyof typeof errorCodes;

/** Whether a word is one of KOMOJU's error codes. */
export const isErrorCode = (word: string): word is ErrorCode => Object.hasOwn(errorCodes, word);

type ErrorMembers = { code: string; message: string; param?: string | null };

/** KOMOJU's rejection, of which the pages for customers say more than its words. */
export class Rejection extends ProviderError {
  readonly code: string;
  readonly param: string | null;

  constructor(status: number, { code, message, param = null }: ErrorMembers) {
    super(status, { error: { code, message, param, details: {} } });
    this.code = code;
    this.param = param;
  }
}

/** The rejection with a code; `message` where KOMOJU's own is known. */
export function rejection(
  code: ErrorCode,
  param: string | null = null,
  message?: string,
): Rejection {
  const [status, usual] = errorCodes[code];
  return new Rejection(status, { code, message: message ?? usual, param });
}

/** The rejection of a request whose key belongs to a request that still runs. */
export const keyInFlightRejection = (): Rejection => new Rejection(409, keyInFlight);
