import * as z from 'zod/mini';
import { secondMs } from '../../platform/clock.ts';
import { cardFields } from '../card-fields.ts';
import type { Provider } from '../provider.ts';

/** The version of Coiney Payge's documents that this was written against: the only one that it accepts (since 2022). */
export const coineyDocuments = { api: '2016-10-25' };

/** The type that says: your request was wrong. All of its errors are 400 (404 for a payment that is not there). */
const rejection = 'invalid_request_error';

/**
 * The types of its errors (page on errors). Whatever has another one is not Coiney's: a proxy's own error may be JSON
 * with a `type` too (RFC 9457).
 */
const types = [rejection, 'authentication_error', 'api_error', 'card_error'] as const;

const ErrorBody = z.looseObject({ type: z.enum(types), code: z.optional(z.string()) });

/** Every error has a type and only some have a code; a code counts where the type says that nothing was done. */
function errorCode(body: unknown): string | undefined {
  const { data: error } = ErrorBody.safeParse(body);
  return error?.type === rejection ? (error.code ?? error.type) : error?.type;
}

function typeOf(status: number): string {
  if (status === 401) return 'authentication_error';
  return status < 500 ? rejection : 'api_error';
}

const ofParameters: readonly string[] = ['missing_parameter', 'invalid_parameter'];

/**
 * Coiney Payge (today STORES 請求書決済): Bearer authentication and no idempotency key. It has no refund, cancel or
 * capture; the merchant does those in its dashboard. So it has no trial either: a link that was made stays payable.
 */
export const coiney: Provider = {
  name: 'coiney',
  origin: 'https://api.coiney.io',
  // No document says how long it takes. It makes and shows links: cards are asked for later, on its own page. Some seconds
  // more than that can need, because without idempotency keys a lost answer costs a search.
  answersWithinMs: 10 * secondMs,
  // No document says how its keys begin in either mode, so there are no `keyPrefixes`.
  secretPlaces: ['secretKey'],
  probe: '/api/v1/payments?limit=1',
  authorize: ({ secretKey = '' }) => `Bearer ${secretKey}`,
  versionHeader: 'x-coineypayge-version',
  meaningfulHeaders: ['x-coineypayge-version'],
  otherHeaders: [],
  // Cards are entered on its own page; its documents have no field for them.
  cardData: { fields: cardFields },
  errorCode,
  rejectionCodes: new Set([
    ...[rejection, 'already_processed', 'invalid_parameter', 'merchant_not_allowed'],
    'payment_not_found',
  ]),
  // 400 by its page on errors, 404 by its schema.
  notFoundCodes: new Set(['payment_not_found']),
  // None: a link that came to nothing is expired or cancelled.
  failedStates: new Set(),
  // Inferred from its page on statuses, which has no table; a later last day opens an expired link again.
  follows: {
    open: ['paid', 'expired', 'cancelled'],
    expired: ['open'],
    paid: ['refunded'],
    refunded: [],
    cancelled: [],
  },
  phases: {
    open: 'payable',
    expired: 'failed',
    cancelled: 'failed',
    paid: 'paid',
    refunded: 'refunded',
  },
  errorBody: ({ code, message, param }, status) => ({
    type: typeOf(status),
    code,
    message,
    ...(param === null ? {} : { params: { [param]: message } }),
  }),
  statusOf: (code) => (ofParameters.includes(code) ? 400 : undefined),
};
