/**
 * What KOMOJU's documents do not say, or say in two ways, and this simulator has to decide all the same.
 * Everything here may be wrong. It is in one place so that one try in KOMOJU's test mode corrects it.
 */

/** Whether a refusal is stored under its idempotency key and comes back, as a success does. */
export const remembersRefusals = true as boolean;

/** The body of the 409 that a key gets while its first request still runs; only the status is documented. */
export const keyInFlight = {
  code: 'conflict',
  message: 'A request with this idempotency key is still being processed.',
};

/**
 * Under what name an answer is remembered. Neither path nor body is part of it, so that a key used for another
 * request gets the first one's answer: the worst case for a caller, and the gateway has to prevent it itself.
 */
export const rememberedAs = (owner: string, key: string): string => `${owner}:${key}`;

/** The most payments on one page of a list; a larger `per_page` is lowered, and the answer says to what. */
export const perPageMost = 100;

/** Both ends of `start_time` and `end_time` are counted in, to the second, as `created_at` is given. */
export const isWithin = (moment: number, start: number, end: number): boolean =>
  moment >= start - (start % 1000) && moment <= end;

/** Whether a PATCH with metadata replaces all that were there, or only those that it names. */
export const replacesMetadata = true as boolean;

/** How `param` names a member of the payment details. */
export const paramOfDetail = (name: string): string => `payment_details[${name}]`;

/**
 * Members of the payment details without which KOMOJU refuses. A schema in an old client also demands a card
 * holder's name; that the API itself does was never seen.
 */
export const requiredDetails = {
  credit_card: ['number', 'month', 'year'],
  konbini: ['store', 'email'],
} as const;

/** Days until the deadline where a request names none: what the sample answers show, which is not a rule. */
export const deadlineDays = { konbini: 3, card: 7, cardAuthorized: 30 };

/** Only `visa` was ever seen in an answer. A number that fits no row is treated as mistyped. */
export const cardBrands: readonly [name: string, numbers: RegExp][] = [
  ['visa', /^4/],
  ['master', /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/],
  ['american_express', /^3[47]/],
  ['diners_club', /^3(0[0-5]|[689])/],
  ['jcb', /^35/],
  ['discover', /^6(011|4[4-9]|5)/],
];

/** What a form may write for `false`, beside the word that the documents use. */
export const isFalse = (value: unknown): boolean =>
  value === false || value === 'false' || value === 0 || value === '0';

/** Payment methods whose money can only be given back by the customer fetching it. */
export const isRefundedInCash = (type: string): boolean => type === 'konbini';
