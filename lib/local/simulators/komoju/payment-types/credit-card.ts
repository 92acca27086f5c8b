import { cardBrands, deadlineDays, paramOfDetail } from '../assumptions.ts';
import type { ThreeDSecure } from '../checkout-assumptions.ts';
import { rejection, type ErrorCode } from '../protocol/errors.ts';
import { readText, readWhole, type Fields } from '../protocol/fields.ts';
import { endOfDayIn } from '../protocol/timestamps.ts';
import type { Opening, Order } from './opening.ts';

/** A card without its number: its visible members, and whether the bank declines it when it is charged. */
export type CreditCard = {
  kind: 'credit_card';
  email: string | null;
  brand: string;
  last_four_digits: string;
  month: number;
  year: number;
  decline: ErrorCode | null;
  /** What the test cards for 3-D Secure ask for; absent on all other cards. */
  threeDSecure?: ThreeDSecure;
};

/** KOMOJU documentation, test cards (seen 2026); the second of the two invalid numbers is the newer one. */
const failingCards: Readonly<Record<string, ErrorCode>> = {
  '4123111111111000': 'insufficient_funds',
  '4123111111111018': 'exceeds_limit',
  '4123111111111034': 'bad_verification_value',
  '4123111111111042': 'card_expired',
  '4123111111111059': 'card_declined',
  '4123111111111067': 'invalid_number',
  '4123111111111075': 'invalid_number',
  '4123111111111083': 'fraudulent',
};

/** KOMOJU documentation, testing 3-D Secure (in Japanese, seen 2026). */
const cardsForThreeDSecure: Readonly<Record<string, ThreeDSecure>> = {
  '4100000000000100': 'frictionless',
  '5100000000000107': 'frictionless',
  '3528000000000106': 'frictionless',
  '4100000000005000': 'challenge',
  '5100000000005007': 'challenge',
  '3528000000005006': 'challenge',
  '4100000000500000': 'fails',
  '5100000000500007': 'fails',
  '3528000000500006': 'fails',
  '4100000000300005': 'challenge_fails',
  '5100000000300002': 'challenge_fails',
  '3528000000300001': 'challenge_fails',
};

/** Whether the check digit is right (Luhn): every second digit from the right counts twice. */
function hasCheckDigit(number: string): boolean {
  const sum = Array.from(number)
    .reverse()
    .reduce((total, digit, place) => {
      const counted = place % 2 === 1 ? Number(digit) * 2 : Number(digit);
      return total + (counted > 9 ? counted - 9 : counted);
    }, 0);
  return sum % 10 === 0;
}

/** Reads a card. A wrong number is declined when the card is charged, not here, because the bank finds it. */
export function readCreditCard(details: Fields): CreditCard {
  const number = (readText(details, 'number') ?? '').replaceAll(' ', '');
  if (!/^\d{1,19}$/.test(number)) {
    throw rejection('invalid_parameter', paramOfDetail('number'), 'must be up to 19 digits');
  }
  const brand = cardBrands.find(([, numbers]) => numbers.test(number))?.[0];
  const isNumber = brand !== undefined && hasCheckDigit(number);
  const threeDSecure = cardsForThreeDSecure[number];
  const year = readWhole(details['year'], paramOfDetail('year'), [0, 9999]);

  return {
    kind: 'credit_card',
    email: readText(details, 'email'),
    brand: brand ?? 'unknown',
    last_four_digits: number.slice(-4),
    month: readWhole(details['month'], paramOfDetail('month'), [1, 12]),
    year: year < 100 ? 2000 + year : year,
    decline: failingCards[number] ?? (isNumber ? null : 'invalid_number'),
    ...(threeDSecure !== undefined && { threeDSecure }),
  };
}

/** The visible members of a card. */
export type ShownCard = {
  type: 'credit_card';
  brand: string;
  last_four_digits: string;
  month: number;
  year: number;
};

/** The visible members of a card. */
export const showCard = ({ brand, last_four_digits, month, year }: CreditCard): ShownCard => ({
  type: 'credit_card',
  brand,
  last_four_digits,
  month,
  year,
});

/** Captures the payment, or only authorizes it if the request says so. */
export function openCreditCard(card: CreditCard, { capture, now }: Order): Opening {
  const { type, ...shown } = showCard(card);
  return {
    status: capture ? 'captured' : 'authorized',
    payment_deadline: endOfDayIn(capture ? deadlineDays.card : deadlineDays.cardAuthorized, now),
    payment_details: { type, email: card.email, ...shown },
  };
}
