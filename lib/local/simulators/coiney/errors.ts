import { notFoundStatus } from './assumptions.ts';

/** Status and type of each code. Coiney Payge documentation, errors (2016-10-25). */
const errorCodes = {
  no_api_key: [401, 'authentication_error', 'There is no API key.'],
  invalid_api_key: [401, 'authentication_error', 'The API key is wrong.'],
  already_processed: [400, 'invalid_request_error', 'The payment is finished.'],
  invalid_parameter: [400, 'invalid_request_error', 'A parameter cannot be used.'],
  payment_not_found: [notFoundStatus, 'invalid_request_error', 'There is no such payment.'],
} as const satisfies Record<string, readonly [status: number, type: string, message: string]>;

type Params = Readonly<Record<string, string>>;

/** A rejection of Coiney. It is thrown anywhere in the simulator and turned into an answer in one place. */
export class CoineyError extends Error {
  readonly status: number;
  readonly body: string;

  constructor(status: number, error: { type: string; code?: string; params?: Params | undefined }) {
    super(error.type);
    this.status = status;
    this.body = JSON.stringify(error);
  }
}

/** The rejection with a code. Unlike other providers' errors, its members are at the top level of the body. */
export function rejection(code: keyof typeof errorCodes, params?: Params): CoineyError {
  const [status, type, message] = errorCodes[code];
  return new CoineyError(status, { type, code, ...{ message, params } });
}
