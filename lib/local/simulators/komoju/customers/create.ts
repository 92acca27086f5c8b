import type { Call } from '../call.ts';
import { refusal } from '../protocol/errors.ts';
import { isGiven, readText, type Fields } from '../protocol/fields.ts';
import { newId } from '../protocol/ids.ts';
import { changedMetadata, readMetadata } from '../protocol/metadata.ts';
import { timestamp } from '../protocol/timestamps.ts';
import { pageOf, valueIn, type Page } from '../protocol/page.ts';
import { authorizeMethod, takePaymentMethod } from '../payment-types/payment-types.ts';
import { showCard, type CreditCard, type ShownCard } from '../payment-types/credit-card.ts';
import { find, type CustomerEntry } from '../state.ts';

/** Somebody whose card may be charged again. */
export type Customer = {
  id: string;
  resource: 'customer';
  email: string | null;
  source: ShownCard;
  metadata: Fields;
  created_at: string;
};

/** A card that may be charged later. One that would be declined is not saved, for KOMOJU asks the bank first. */
function takeCard(call: Call): CreditCard {
  const method = takePaymentMethod(call);
  if (method.kind !== 'credit_card') throw refusal('invalid_payment_type', 'payment_details');
  authorizeMethod(method, call);
  return method;
}

export function createCustomer(call: Call): Customer {
  const { state, now, fields } = call;
  const metadata = readMetadata(fields);
  const email = readText(fields, 'email', 255);
  const method = takeCard(call);
  const customer: Customer = {
    id: newId(),
    resource: 'customer',
    email: email ?? method.email,
    source: showCard(method),
    metadata,
    created_at: timestamp(now()),
  };
  state.customers[customer.id] = { customer, method };
  return customer;
}

function entryOf({ state, path }: Call): CustomerEntry {
  const entry = find(state.customers, path['id'] ?? '');
  if (entry === undefined) throw refusal('not_found');
  return entry;
}

/** Month and year of a card as the query writes them: `0127` for January 2027. */
function expirationOf({ source: { month, year } }: Customer): string {
  const twoDigits = (number: number): string => String(number % 100).padStart(2, '0');
  return twoDigits(month) + twoDigits(year);
}

/** The customers, or those whose card expires in the month that `expiration` names. */
export function listCustomers(call: Call): Page<Customer> {
  const expiration = valueIn(call.query, 'expiration');
  if (!/^((0[1-9]|1[0-2])\d\d)?$/.test(expiration)) {
    throw refusal('invalid_parameter', 'expiration', 'must be a month and a year, as MMYY');
  }
  const customers = Object.values(call.state.customers).map(({ customer }) => customer);
  return pageOf(
    customers,
    call,
    (customer) => expiration === '' || expirationOf(customer) === expiration,
  );
}

export const showCustomer = (call: Call): Customer => entryOf(call).customer;

/** Changes what is sent and leaves the rest. */
export function updateCustomer(call: Call): Customer {
  const { fields } = call;
  const entry = entryOf(call);
  const { customer } = entry;
  const metadata = changedMetadata(customer.metadata, fields);
  const email = readText(fields, 'email', 255);
  if (isGiven(fields['payment_details'])) {
    entry.method = takeCard(call);
    customer.source = showCard(entry.method);
  }
  customer.email = email ?? customer.email;
  customer.metadata = metadata;
  return customer;
}

/** Forgets a customer and its card. Answers with nothing, as KOMOJU's list of statuses suggests by its 204. */
export function deleteCustomer(call: Call): undefined {
  const { id } = entryOf(call).customer;
  call.state.customers = Object.fromEntries(
    Object.entries(call.state.customers).filter(([each]) => each !== id),
  );
}
