import { keepNewest } from '../../../../host/bounded.ts';
import type { Call } from '../call.ts';
import { readPaymentMethod } from '../payment-types/payment-types.ts';
import { readCurrency } from '../payments/currency.ts';
import { isGiven, isRecord, readObject, type Fields } from '../protocol/fields.ts';
import { newId } from '../protocol/ids.ts';
import { timestamp } from '../protocol/timestamps.ts';
import { maxTokens } from '../state.ts';

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

/** A token as KOMOJU shows it. */
export type Token = {
  id: string;
  resource: 'token';
  created_at: string;
  payment_details: Fields;
};

/**
 * Exchanges payment details for a token. A browser does this, so the merchant never sees the card number. A `currency` is
 * then binding; what the platform's seller is (`platform_details`) changes nothing here.
 */
export function createToken({ state, now, fields }: Call): Token {
  const details = fields['payment_details'];
  const currency = isGiven(fields['currency']) ? { currency: readCurrency(fields) } : {};
  readObject(fields, 'platform_details');
  const method = readPaymentMethod(details);
  const given: Fields = isRecord(details) ? details : {};
  const id = `tok_${newId()}`;
  state.tokens[id] = { method, isSpent: false, ...currency };
  keepNewest(state.tokens, maxTokens);
  return {
    id,
    resource: 'token',
    created_at: timestamp(now()),
    payment_details: Object.fromEntries(shown.map((name) => [name, given[name]])),
  };
}
