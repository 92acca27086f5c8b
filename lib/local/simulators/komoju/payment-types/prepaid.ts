import {
  failingPrepaidNumbers,
  paramOfDetail,
  prepaidNumberCharacters,
  prepaidPoints,
  type PrepaidType,
} from '../assumptions.ts';
import { rejection, type ErrorCode } from '../protocol/errors.ts';
import { readText, type Fields } from '../protocol/fields.ts';
import { timestamp } from '../protocol/timestamps.ts';
import { readEmail } from './cash.ts';
import type { Opening, Order, PaymentDetails } from './opening.ts';

/** A prepaid card without its number. */
export type Prepaid = {
  kind: 'prepaid';
  type: PrepaidType;
  email: string | null;
  lastFour: string;
  decline: ErrorCode | null;
};

/** Reads the details of a prepaid card. */
export function readPrepaid(details: Fields, type: PrepaidType): Prepaid {
  const number = readText(details, 'prepaid_number') ?? '';
  const [least, most] = prepaidNumberCharacters[type];
  if (number.length < least || number.length > most) {
    const length = least === most ? `${least}` : `${least} to ${most}`;
    const param = paramOfDetail('prepaid_number');
    throw rejection('invalid_parameter', param, `must have ${length} characters`);
  }
  return {
    kind: 'prepaid',
    type,
    email: readEmail(details),
    lastFour: number.slice(-4),
    decline: failingPrepaidNumbers[number] ?? null,
  };
}

type SpentCard = { last_four_digits: string; points: number };

/** How far away the deadline is that a payment shows although it is paid: sample answers of 2018 and 2020. */
const openMs = 7 * 24 * 60 * 60 * 1000;

const hasDeadline = (type: PrepaidType): boolean => type === 'net_cash' || type === 'nanaco';

const spend = (lastFour: string, due: number): SpentCard => ({
  last_four_digits: lastFour,
  points: Math.min(prepaidPoints, due),
});

/** Takes the points on the card. If they are too few, the payment waits for another card. BitCash shows no cards. */
export function openPrepaid({ type, email, lastFour }: Prepaid, order: Order): Opening {
  const card = spend(lastFour, order.total);
  const short = order.total - card.points;
  const shown = type === 'bit_cash' ? {} : { short_amount: short, prepaid_cards: [card] };
  if (type === 'bit_cash' && short > 0) throw rejection('insufficient_funds');
  return {
    status: short === 0 ? 'captured' : 'pending',
    payment_deadline: hasDeadline(type) ? timestamp(order.now + openMs) : null,
    payment_details: { type, email, ...shown },
  };
}

/** The details after one more card was added. The payment is paid when `short_amount` is 0. */
export function topUp(details: PaymentDetails, { lastFour }: Prepaid): PaymentDetails {
  const { short_amount: short, prepaid_cards: cards } = details as unknown as {
    short_amount: number;
    prepaid_cards: SpentCard[];
  };
  const card = spend(lastFour, short);
  return { ...details, short_amount: short - card.points, prepaid_cards: [...cards, card] };
}
