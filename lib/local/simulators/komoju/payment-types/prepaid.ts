import {
  failingPrepaidNumbers,
  paramOfDetail,
  prepaidNumberCharacters,
  prepaidPoints,
  type PrepaidType,
} from '../assumptions.ts';
import { refusal, type ErrorCode } from '../protocol/errors.ts';
import { readText, type Fields } from '../protocol/fields.ts';
import { timestamp } from '../protocol/timestamps.ts';
import { readEmail } from './cash.ts';
import type { Opening, Order, PaymentDetails } from './opening.ts';

/** A card that was bought with money on it, without its number. */
export type Prepaid = {
  kind: 'prepaid';
  type: PrepaidType;
  email: string | null;
  lastFour: string;
  decline: ErrorCode | null;
};

export function readPrepaid(details: Fields, type: PrepaidType): Prepaid {
  const number = readText(details, 'prepaid_number') ?? '';
  const [least, most] = prepaidNumberCharacters[type];
  if (number.length < least || number.length > most) {
    const length = least === most ? `${least}` : `${least} to ${most}`;
    const param = paramOfDetail('prepaid_number');
    throw refusal('invalid_parameter', param, `must have ${length} characters`);
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

/** How long a payment by such a card shows to be open, although it is paid: sample answers of 2018 and 2020. */
const openMs = 7 * 24 * 60 * 60 * 1000;

const hasDeadline = (type: PrepaidType): boolean => type === 'net_cash' || type === 'nanaco';

const spend = (lastFour: string, due: number): SpentCard => ({
  last_four_digits: lastFour,
  points: Math.min(prepaidPoints, due),
});

/** Takes what is on the card; where that is too little, the payment waits for a second one. BitCash shows no cards. */
export function openPrepaid({ type, email, lastFour }: Prepaid, order: Order): Opening {
  const card = spend(lastFour, order.total);
  const short = order.total - card.points;
  const shown = type === 'bit_cash' ? {} : { short_amount: short, prepaid_cards: [card] };
  if (type === 'bit_cash' && short > 0) throw refusal('insufficient_funds');
  return {
    status: short === 0 ? 'captured' : 'pending',
    payment_deadline: hasDeadline(type) ? timestamp(order.now + openMs) : null,
    payment_details: { type, email, ...shown },
  };
}

/** The details of a payment that was short, after one more card; its money is complete when nothing is short. */
export function topUp(details: PaymentDetails, { lastFour }: Prepaid): PaymentDetails {
  const { short_amount: short, prepaid_cards: cards } = details as unknown as {
    short_amount: number;
    prepaid_cards: SpentCard[];
  };
  const card = spend(lastFour, short);
  return { ...details, short_amount: short - card.points, prepaid_cards: [...cards, card] };
}
