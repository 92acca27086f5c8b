import { ProviderError } from '../provider-error.ts';
import { noRouteStatus, notFoundStatus } from './assumptions.ts';

/** Status and type of each code. Coiney Payge documentation, errors (2016-10-25). */
const errorCodes = {
  no_api_key: [401, 'authentication_error', 'There is no API key.'],
  invalid_api_key: [401, 'authentication_error', 'The API key is wrong.'],
  already_processed: [400, 'invalid_request_error', 'The payment is finished.'],
  invalid_parameter: [400, 'invalid_request_error', 'A parameter cannot be used.'],
  payment_not_found: [notFoundStatus, 'invalid_request_error', 'There is no such payment.'],
} as const satisfies Record<string, readonly [status: number, type: string, message: string]>;

type Params = Readonly<Record<string, string>>;

/** The rejection with a code. Unlike other providers' errors, its members are at the top level of the body. */
export function rejection(code: keyof typeof errorCodes, params?: Params): ProviderError {
  const [status, type, message] = errorCodes[code];
  return new ProviderError(status, { type, code, message, params });
}

/** The rejection of a request that no operation answers. */
export const noRoute = (): ProviderError =>
  new ProviderError(noRouteStatus, { type: 'invalid_request_error' });
