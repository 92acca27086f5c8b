import type { Call } from '../call.ts';
import { refusal } from '../protocol/errors.ts';
import { isRecord, type Fields } from '../protocol/fields.ts';
import { newId } from '../protocol/ids.ts';
import { timestamp } from '../protocol/timestamps.ts';
import { readPaymentMethod, type PaymentMethod } from '../payment-types/payment-types.ts';
import { find } from '../state.ts';

/** A token beside what it stands for; spent ones are kept, so that the second use is refused for ever. */
export type TokenEntry = { method: PaymentMethod; isSpent: boolean };

/** Members of the payment details that a token shows. KOMOJU's client for Node, Token (seen 2026). */
const shown = [
  'type',
  'email',
  'phone',
  'given_name',
  'family_name',
  'given_name_kana',
  'family_name_kana',
  'store',
] as const;

export type Token = {
  id: string;
  resource: 'token';
  created_at: string;
  payment_details: Fields;
};

/** Exchanges payment details for a token; a browser does that, so that no card number passes the merchant. */
export function createToken({ state, now, fields }: Call): Token {
  const details = fields['payment_details'];
  const method = readPaymentMethod(details);
  const given: Fields = isRecord(details) ? details : {};
  const id = `tok_${newId()}`;
  state.tokens[id] = { method, isSpent: false };
  return {
    id,
    resource: 'token',
    created_at: timestamp(now()),
    payment_details: Object.fromEntries(shown.map((name) => [name, given[name]])),
  };
}

/** Uses a token up, also if its card is declined afterwards. */
export function spendToken(tokens: Record<string, TokenEntry>, id: string): PaymentMethod {
  const entry = find(tokens, id);
  if (entry === undefined || entry.isSpent) throw refusal('invalid_token', 'payment_details');
  entry.isSpent = true;
  return entry.method;
}
