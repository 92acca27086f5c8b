import type { Call } from './call.ts';
import { refusal } from './errors.ts';
import { isGiven, readText, type Fields } from './fields.ts';
import { newId } from './ids.ts';
import { changedMetadata, readMetadata } from './metadata.ts';
import { timestamp } from './moments.ts';
import { pageOf, type Page } from './page.ts';
import { authorizeMethod, takePaymentMethod, type PaymentMethod } from './payment-method.ts';
import { find, type CustomerEntry } from './state.ts';

/** Somebody whose card may be charged again. */
export type Customer = {
  id: string;
  resource: 'customer';
  email: string | null;
  source: {
    type: 'credit_card';
    brand: string;
    last_four_digits: string;
    month: number;
    year: number;
  };
  metadata: Fields;
  created_at: string;
};

const sourceOf = ({ type, brand, last_four_digits, month, year }: Customer['source']) => ({
  type,
  brand,
  last_four_digits,
  month,
  year,
});

/** A card that may be charged later. One that would be declined is not saved, for KOMOJU asks the bank first. */
function takeCard(call: Call): Extract<PaymentMethod, { type: 'credit_card' }> {
  const method = takePaymentMethod(call);
  if (method.type !== 'credit_card') throw refusal('invalid_payment_type', 'payment_details');
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
    source: sourceOf(method),
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

export const listCustomers = ({ state, query }: Call): Page<Customer> =>
  pageOf(
    Object.values(state.customers).map(({ customer }) => customer),
    query,
  );

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
    customer.source = sourceOf(entry.method);
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
