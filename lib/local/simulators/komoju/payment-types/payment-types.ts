import { isPrepaidType, isVoucherType, paramOfDetail, requiredDetails } from '../assumptions.ts';
import { rejection } from '../protocol/errors.ts';
import { isGiven, isRecord, type Fields } from '../protocol/fields.ts';
import { openBankTransfer, readBankTransfer, type BankTransfer } from './bank-transfer.ts';
import { openCreditCard, readCreditCard, type CreditCard } from './credit-card.ts';
import { openKonbini, readKonbini, type Konbini } from './konbini.ts';
import type { Opening, Order } from './opening.ts';
import { openPayEasy, readPayEasy, type PayEasy } from './pay-easy.ts';
import { openPrepaid, readPrepaid, type Prepaid } from './prepaid.ts';
import { openRedirect, readRedirect, type Redirect } from './redirect.ts';
import { openVoucher, readVoucher, type Voucher } from './voucher.ts';

/** How a customer pays, without any number or password that could be used to take money. */
export type PaymentMethod =
  CreditCard | Konbini | BankTransfer | PayEasy | Prepaid | Voucher | Redirect;

/** Reads the details of a type. An unknown type is treated as a redirect, because KOMOJU's list of types is open. */
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

const onsite = new Set(['credit_card', 'konbini', 'bank_transfer', 'pay_easy']);

/** Whether the customer confirms a payment of this type on another site. */
export const isOffsite = (type: string): boolean =>
  !onsite.has(type) && !isPrepaidType(type) && !isVoucherType(type);

/** Reads payment details of any type. */
export function readPaymentMethod(details: unknown): PaymentMethod {
  if (!isGiven(details)) throw rejection('missing_parameter', 'payment_details');
  if (!isRecord(details)) throw rejection('invalid_parameter', 'payment_details');
  const type = details['type'];
  if (!isGiven(type)) throw rejection('missing_parameter', paramOfDetail('type'));
  if (typeof type !== 'string' || !/^[a-z][a-z0-9_]*$/.test(type)) {
    throw rejection('invalid_payment_type', paramOfDetail('type'));
  }
  const missing = requiredDetails(type).find((name) => !isGiven(details[name]));
  if (missing !== undefined) throw rejection('missing_parameter', paramOfDetail(missing));
  return readType(type, details);
}

/** The first state of a payment with this method. */
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

/** The type of a method as `payment_details` name it. */
export const typeOf = (method: PaymentMethod): string =>
  'type' in method ? method.type : method.kind;
