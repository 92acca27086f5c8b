import * as z from 'zod/mini';
import { dayMs, secondMs } from '../../platform/clock.ts';
import { cardFields } from '../card-fields.ts';
import type { Provider } from '../provider.ts';
import { mentionsIn } from './mentions.ts';
import type { PaymentStatus } from './objects.ts';
import { trial } from './trial.ts';

/**
 * The dates of KOMOJU's documents that this was written against: the payment and customer pages of 2018 and 2020, the
 * pages on errors, idempotent requests and versions as seen in 2026.
 */
export const komojuDocuments = { payments: '2020', errors: '2026', idempotency: '2026' };

/**
 * Codes that end an attempt with a no (documentation "Errors", seen 2026). Not in the list, so that their outcome
 * stays open: internal_server_error, bad_gateway, service_unavailable, gateway_timeout.
 */
const rejectionCodes = new Set([
  // 400, 402, 403, 404: the request, the payment, our rights, the object.
  ...['bad_request', 'request_failed', 'forbidden', 'not_found'],
  // 422: what was asked cannot be done.
  ...['unprocessable_entity', 'invalid_payment_type', 'invalid_token', 'invalid_currency'],
  ...['invalid_parameter', 'missing_parameter', 'fraudulent'],
  ...['not_refundable', 'not_capturable', 'not_cancellable', 'not_chargebackable'],
  // 502: the card network or the issuer declined.
  ...['insufficient_funds', 'used_number', 'card_declined', 'invalid_password'],
  ...['bad_verification_value', 'exceeds_limit', 'card_expired', 'invalid_number'],
  ...['invalid_account', 'restricted_account', 'other_error', 'invalid_user_key', 'other_invalid'],
]);

/**
 * KOMOJU names no table of transitions; these are its documents' and what its own plugins are written for (2026): a
 * failed payment may be paid later, and cash may come late.
 */
const follows: Record<PaymentStatus, readonly PaymentStatus[]> = {
  pending: ['authorized', 'captured', 'failed', 'cancelled', 'expired'],
  failed: ['pending', 'authorized', 'captured', 'cancelled', 'expired'],
  authorized: ['captured', 'refunded', 'cancelled', 'expired', 'failed'],
  expired: ['authorized', 'captured'],
  cancelled: ['authorized', 'captured'],
  captured: ['refunded'],
  // Where a bank gives back what it had charged back.
  refunded: ['captured'],
};

/** The payment types whose details hold a number or code that is no card's (the schemas of its own plugins, 2026). */
const numbersOfTypes = {
  web_money: ['prepaid_number'],
  bit_cash: ['prepaid_number'],
  nanaco: ['prepaid_number'],
  net_cash: ['prepaid_number'],
  steam_prepaid_card: ['prepaid_number'],
  culture_voucher: ['culture_id', 'culture_password'],
  happy_money: ['happy_money_id', 'happy_money_password'],
  dospara: ['user_no', 'user_password'],
  paypay: ['scanned_code'],
};

const ErrorBody = z.looseObject({ error: z.looseObject({ code: z.string() }) });

/** KOMOJU: Basic authentication with the key as user, and an idempotency key of its own for every POST. */
export const komoju: Provider = {
  name: 'komoju',
  origin: 'https://komoju.com',
  // No document says how long it takes (seen 2026). It asks card networks and wallets while its caller waits, so it has
  // all the time that a request has for a provider.
  answersWithinMs: 18 * secondMs,
  secretPlaces: ['secretKey'],
  // Each mode has keys of its own (documentation "Authentication", seen 2026). Test keys begin with sk_test_; that live ones
  // begin with sk_live_ is inferred from it, and not verified.
  keyPrefixes: { live: 'sk_live_', test: 'sk_test_' },
  authorize: ({ secretKey = '' }) => `Basic ${Buffer.from(`${secretKey}:`).toString('base64')}`,
  probe: '/api/v1/payments?per_page=1',
  // It remembers a key for 24 h from its first use (documentation "Idempotent requests", seen 2026).
  idempotency: { header: 'X-KOMOJU-IDEMPOTENCY', keyLifeMs: dayMs },
  versionHeader: 'x-komoju-api-version',
  meaningfulHeaders: ['x-komoju-api-version', 'komoju-scenario'],
  otherHeaders: ['komoju-via'],
  cardData: {
    member: 'payment_details',
    fields: ['number', 'verification_value', ...cardFields],
    exempt: { within: 'payment_details', by: 'type', fields: numbersOfTypes },
  },
  errorCode: (body) => ErrorBody.safeParse(body).data?.error.code,
  rejectionCodes,
  notFoundCodes: new Set(['not_found']),
  // "Payment", seen 2026.
  failedStates: new Set(['failed']),
  follows,
  phases: {
    pending: 'payable',
    authorized: 'payable',
    failed: 'failed',
    cancelled: 'failed',
    expired: 'failed',
    captured: 'paid',
    refunded: 'refunded',
  },
  sessionOperation: 'komoju.session.create',
  trial,
  mentionsIn,
  errorBody: (error) => ({ error }),
};
