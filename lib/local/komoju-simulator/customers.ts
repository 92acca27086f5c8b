import type { Call } from './call.ts';
import { refusal } from './errors.ts';
import { readText, type Fields } from './fields.ts';
import { newId } from './ids.ts';
import { readMetadata } from './metadata.ts';
import { timestamp } from './moments.ts';
import { authorizeMethod, takePaymentMethod } from './payment-method.ts';

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

/** Saves a card. A card that would be declined is not saved, for KOMOJU asks the bank first. */
export function createCustomer(call: Call): Customer {
  const { state, now, fields } = call;
  const metadata = readMetadata(fields);
  const email = readText(fields, 'email', 255);
  const method = takePaymentMethod(call);
  if (method.type !== 'credit_card') throw refusal('invalid_payment_type', 'payment_details');
  authorizeMethod(method, call);

  const { type, brand, last_four_digits, month, year } = method;
  const customer: Customer = {
    id: newId(),
    resource: 'customer',
    email: email ?? method.email,
    source: { type, brand, last_four_digits, month, year },
    metadata,
    created_at: timestamp(now()),
  };
  state.customers[customer.id] = { customer, method };
  return customer;
}
