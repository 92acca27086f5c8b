import { paramOfDetail, requiredDetails } from './assumptions.ts';
import type { Call } from './call.ts';
import { readCreditCard, type CreditCard } from './credit-card.ts';
import { refusal } from './errors.ts';
import { isGiven, isRecord, type Fields } from './fields.ts';
import { readKonbini, type Konbini } from './konbini.ts';
import { spendToken } from './tokens.ts';

/** How somebody pays. A further payment type is one more member, one more file and one more row in `readers`. */
export type PaymentMethod = CreditCard | Konbini;

type Type = PaymentMethod['type'];

const readers: Readonly<Record<Type, (details: Fields) => PaymentMethod>> = {
  credit_card: readCreditCard,
  konbini: readKonbini,
};

const isType = (type: unknown): type is Type =>
  typeof type === 'string' && Object.hasOwn(readers, type);

/** Reads payment details that are written out. */
export function readPaymentMethod(details: unknown): PaymentMethod {
  if (!isGiven(details)) throw refusal('missing_parameter', 'payment_details');
  if (!isRecord(details)) throw refusal('invalid_parameter', 'payment_details');
  const type = details['type'];
  if (!isGiven(type)) throw refusal('missing_parameter', paramOfDetail('type'));
  if (!isType(type)) throw refusal('invalid_payment_type', paramOfDetail('type'));
  const missing = requiredDetails[type].find((name) => !isGiven(details[name]));
  if (missing !== undefined) throw refusal('missing_parameter', paramOfDetail(missing));
  return readers[type](details);
}

/** Payment details as a request may give them: written out, or as the text of a token, which is used up by it. */
export function takePaymentMethod({ fields, state }: Call): PaymentMethod {
  const details = fields['payment_details'];
  return typeof details === 'string' && details !== ''
    ? spendToken(state.tokens, details)
    : readPaymentMethod(details);
}

/** @throws KomojuError if the bank says no, or if the request asked for that by `Komoju-Scenario`. */
export function authorizeMethod(method: PaymentMethod, { scenario }: Call): void {
  const decline = method.type === 'credit_card' ? method.decline : null;
  const code = scenario ?? decline;
  if (code !== null) throw refusal(code);
}
