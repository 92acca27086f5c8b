import { isPrepaidType, isVoucherType, paramOfDetail, requiredDetails } from '../assumptions.ts';
import type { Call } from '../call.ts';
import { refusal } from '../protocol/errors.ts';
import { isGiven, isRecord, type Fields } from '../protocol/fields.ts';
import { spendToken } from '../tokens/create.ts';
import { openBankTransfer, readBankTransfer, type BankTransfer } from './bank-transfer.ts';
import { openCreditCard, readCreditCard, type CreditCard } from './credit-card.ts';
import { openKonbini, readKonbini, type Konbini } from './konbini.ts';
import type { Opening, Order } from './opening.ts';
import { openPayEasy, readPayEasy, type PayEasy } from './pay-easy.ts';
import { openPrepaid, readPrepaid, type Prepaid } from './prepaid.ts';
import { openRedirect, readRedirect, type Redirect } from './redirect.ts';
import { openVoucher, readVoucher, type Voucher } from './voucher.ts';

/** How somebody pays, without any number or password that money could be taken with. */
export type PaymentMethod =
  CreditCard | Konbini | BankTransfer | PayEasy | Prepaid | Voucher | Redirect;

/** Reads the details of a type; one that is not known is taken as a redirect, for KOMOJU's list is open. */
function readType(type: string, details: Fields): PaymentMethod {
  if (isPrepaidType(type)) return readPrepaid(details, type);
  if (isVoucherType(type)) return readVoucher(details, type);
  switch (type) {
    case 'credit_card':
      return readCreditCard(details);
    case 'konbini':
      return readKonbini(details);
    case 'bank_transfer':
      return readBankTransfer(details);
    case 'pay_easy':
      return readPayEasy(details);
    default:
      return readRedirect(details, type);
  }
}

/** Reads payment details that are written out. */
export function readPaymentMethod(details: unknown): PaymentMethod {
  if (!isGiven(details)) throw refusal('missing_parameter', 'payment_details');
  if (!isRecord(details)) throw refusal('invalid_parameter', 'payment_details');
  const type = details['type'];
  if (!isGiven(type)) throw refusal('missing_parameter', paramOfDetail('type'));
  if (typeof type !== 'string' || !/^[a-z][a-z0-9_]*$/.test(type)) {
    throw refusal('invalid_payment_type', paramOfDetail('type'));
  }
  const missing = requiredDetails(type).find((name) => !isGiven(details[name]));
  if (missing !== undefined) throw refusal('missing_parameter', paramOfDetail(missing));
  return readType(type, details);
}

/** Payment details as a request may give them: written out, or as the text of a token, which is used up by it. */
export function takePaymentMethod({ fields, state }: Call): PaymentMethod {
  const details = fields['payment_details'];
  return typeof details === 'string' && details !== ''
    ? spendToken(state.tokens, details)
    : readPaymentMethod(details);
}

/** @throws KomojuError if whoever holds the money says no, or if the request asked for that by `Komoju-Scenario`. */
export function authorizeMethod(method: PaymentMethod, { scenario }: Call): void {
  const decline = 'decline' in method ? method.decline : null;
  const code = scenario ?? decline;
  if (code !== null) throw refusal(code);
}

/** How a payment begins that is paid like this. */
export function openPayment(method: PaymentMethod, order: Order): Opening {
  switch (method.kind) {
    case 'credit_card':
      return openCreditCard(method, order);
    case 'konbini':
      return openKonbini(method, order);
    case 'bank_transfer':
      return openBankTransfer(method, order);
    case 'pay_easy':
      return openPayEasy(method, order);
    case 'prepaid':
      return openPrepaid(method, order);
    case 'voucher':
      return openVoucher(method);
    case 'redirect':
      return openRedirect(method, order);
  }
}

/** The name of a method's type, as `payment_details` write it. */
export const typeOf = (method: PaymentMethod): string =>
  'type' in method ? method.type : method.kind;
