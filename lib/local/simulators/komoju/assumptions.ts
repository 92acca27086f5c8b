/**
 * Decisions of this simulator where KOMOJU's documents are silent or contradict each other. Each of them may be wrong.
 * They are in one file, so that a try in KOMOJU's test mode can correct them in one place.
 */

/**
 * The versions of the API that are known by name, the oldest first: KOMOJU's clients for mobile devices and for Node ask
 * for them (2026). What the first one shows is taken from the documents of 2018 and 2020, which name no version.
 */
export const versions = ['2024-07-15', '2025-01-28'] as const;

export type Version = (typeof versions)[number];

export const isVersion = (text: string): text is Version =>
  versions.some((version) => version === text);

/** How a request for a version is rejected that does not exist. */
export const unknownVersion = 'bad_request';

/** Which of its amounts a payment shows of which a part was captured. */
export const amountsOfPart: Readonly<Record<Version, 'authorized' | 'captured'>> = {
  // Less what is refunded of it, that is what the customer pays.
  '2024-07-15': 'authorized',
  '2025-01-28': 'captured',
};

/**
 * What is shown of a payment that failed. By KOMOJU's announcement of October 2024 its API goes on saying pending until a
 * later version; the client for 2025-01-28 knows failed, and no changelog says that this is that version.
 */
export const statusOfFailure: Readonly<Record<Version, 'pending' | 'failed'>> = {
  '2024-07-15': 'pending',
  '2025-01-28': 'failed',
};

/** Members that only the model of the newer client has; their values where a request says nothing of them. */
export const newMembers: Readonly<Record<Version, object>> = {
  '2024-07-15': {},
  '2025-01-28': {
    session: null,
    customer_family_name: null,
    customer_given_name: null,
    mcc: null,
    statement_descriptor: null,
  },
};

/** Whether a refund shows `status` and `redirect_url`, as the document of 2020 does and the newer model does not. */
export const showsStatusOfRefund: Readonly<Record<Version, boolean>> = {
  '2024-07-15': true,
  '2025-01-28': false,
};

/** How a refund request may be answered: with the payment (document of 2020), with itself, or without a body. */
export const refundRequestAnswers = ['payment', 'request', 'nothing'] as const;

export type RefundRequestAnswer = (typeof refundRequestAnswers)[number];

/** The newer client expects no body; whether one is sent all the same is not documented. */
export const refundRequestAnswer: Readonly<Record<Version, RefundRequestAnswer>> = {
  '2024-07-15': 'payment',
  '2025-01-28': 'nothing',
};

/** Whether a rejection is stored under its idempotency key and comes back, as a success does. */
export const remembersRejections = true as boolean;

/** The body of the 409 that a key gets while its first request still runs; only the status is documented. */
export const keyInFlight = {
  code: 'conflict',
  message: 'A request with this idempotency key is still being processed.',
};

/**
 * The name under which an answer is stored. It contains neither path nor body, so a key that is used for another request
 * gets the first answer. That is the worst case for a caller, and the gateway itself must prevent it.
 */
export const rememberedAs = (owner: string, key: string): string => `${owner}:${key}`;

/** The largest page of a list. A larger `per_page` is reduced to it, and the answer shows that. */
export const maxPerPage = 100;

/** Whether a time is between `start_time` and `end_time`. Both ends are included, to the second, as in `created_at`. */
export const isWithin = (moment: number, start: number, end: number): boolean =>
  moment >= start - (start % 1000) && moment <= end;

/** Whether a PATCH with metadata replaces all metadata, or only the names that it has. */
export const replacesMetadata = true as boolean;

/** The `param` of an error about a member of the payment details. */
export const paramOfDetail = (name: string): string => `payment_details[${name}]`;

/**
 * Members of the payment details that KOMOJU requires. A schema in an old client also requires a card holder's name, and
 * names where only kana are listed here; there is no sample that shows the API doing so.
 */
const required: Readonly<Record<string, readonly string[]>> = {
  credit_card: ['number', 'month', 'year'],
  konbini: ['store', 'email'],
  bank_transfer: ['phone', 'email', 'family_name_kana', 'given_name_kana'],
  pay_easy: ['email', 'phone', 'family_name', 'given_name', 'family_name_kana', 'given_name_kana'],
  web_money: ['prepaid_number'],
  bit_cash: ['prepaid_number'],
  net_cash: ['prepaid_number'],
  nanaco: ['prepaid_number'],
  steam_prepaid_card: ['prepaid_number'],
  culture_voucher: ['culture_id', 'culture_password'],
  happy_money: ['happy_money_id', 'happy_money_password'],
  dospara: ['user_no', 'user_password'],
  mobile: ['email'],
  japan_mobile: ['brand'],
  paidy: ['customer_name'],
  cvs: ['email'],
  toss: ['email'],
};

export const requiredDetails = (type: string): readonly string[] =>
  Object.hasOwn(required, type) ? (required[type] ?? []) : [];

/** Days until the deadline if a request names none, as the sample answers show. No document states a rule. */
export const deadlineDays = {
  konbini: 3,
  bank_transfer: 7,
  pay_easy: 10,
  card: 7,
  cardAuthorized: 30,
};

/** Payment types in cash, whose customers must collect a refund themselves. */
export type CashType = 'konbini' | 'bank_transfer' | 'pay_easy';

/**
 * Whether a request's `expiry_days` moves the deadline. The sample requests for a bank transfer ask for 14, and both
 * sample answers give 7.
 */
export const honoursExpiryDays: Readonly<Record<CashType, boolean>> = {
  konbini: true,
  bank_transfer: false,
  pay_easy: true,
};

/** Stores whose till asks for a second number, as far as the sample answers show; the others show null. */
const storesWithConfirmationCode = new Set(['lawson', 'family-mart', 'ministop']);

export const showsConfirmationCode = (store: string | null): boolean =>
  store !== null && storesWithConfirmationCode.has(store);

/** Whether the customer of a payment type must collect a refund. */
export const isRefundedInCash = (type: string): boolean => Object.hasOwn(honoursExpiryDays, type);

/** How many characters a prepaid card's number has, at least and at most. Schema in KOMOJU's Ruby client (seen 2026). */
export const prepaidNumberCharacters = {
  web_money: [16, 16],
  bit_cash: [16, 16],
  nanaco: [16, 16],
  steam_prepaid_card: [16, 16],
  net_cash: [16, 20],
} as const satisfies Record<string, readonly [least: number, most: number]>;

export type PrepaidType = keyof typeof prepaidNumberCharacters;

export const isPrepaidType = (type: string): type is PrepaidType =>
  Object.hasOwn(prepaidNumberCharacters, type);

/** The points on a prepaid card. KOMOJU documentation, test cards (seen 2026), states it for WebMoney only. */
export const prepaidPoints = 2000;

/** WebMoney's failing test cards (same page): invalid, used, unknown. The page does not name their error codes. */
export const failingPrepaidNumbers: Readonly<Record<string, 'invalid_number' | 'used_number'>> = {
  e111111111111112: 'invalid_number',
  e111111111111113: 'used_number',
  e111111111111114: 'invalid_number',
};

/** The member of the details that a payment by voucher shows. There is no sample answer for Dospara. */
export const shownOfVoucher = {
  culture_voucher: 'culture_id',
  happy_money: 'happy_money_id',
  dospara: 'user_no',
} as const;

export type VoucherType = keyof typeof shownOfVoucher;

export const isVoucherType = (type: string): type is VoucherType =>
  Object.hasOwn(shownOfVoucher, type);

/** Types that the document of 2020 shows as authorized before the customer confirms; today's pages say pending. */
const authorizedAtOnce = new Set(['mobile', 'japan_mobile', 'line_pay', 'merpay', 'paidy']);

export const redirectStatus = (type: string): 'authorized' | 'pending' =>
  authorizedAtOnce.has(type) ? 'authorized' : 'pending';

/** Only `visa` is in a sample answer. A number that matches no row is treated as invalid. */
export const cardBrands: readonly [name: string, numbers: RegExp][] = [
  ['visa', /^4/],
  ['master', /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/],
  ['american_express', /^3[47]/],
  ['diners_club', /^3(0[0-5]|[689])/],
  ['jcb', /^35/],
  ['discover', /^6(011|4[4-9]|5)/],
];

/**
 * What `capture` may say, in JSON or in a form. The documents of 2018 and 2020 have true and false, today's have auto and
 * manual. They do not say what becomes of another value: here it is rejected, so that a typing error charges nobody.
 */
const captureWords: Readonly<Record<string, boolean>> = {
  true: true,
  1: true,
  auto: true,
  false: false,
  0: false,
  manual: false,
};

/** Whether a payment is captured at once by what `capture` says; undefined where it says neither. */
export const capturesAtOnce = (value: unknown): boolean | undefined =>
  Object.hasOwn(captureWords, String(value)) ? captureWords[String(value)] : undefined;
