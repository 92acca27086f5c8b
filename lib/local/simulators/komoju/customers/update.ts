import type { Call } from '../call.ts';
import { recordCustomer } from '../events/record.ts';
import { showCard } from '../payment-types/credit-card.ts';
import { isGiven, readText } from '../protocol/fields.ts';
import { changedMetadata } from '../protocol/metadata.ts';
import type { Customer } from '../state.ts';
import { takeCard } from './card.ts';
import { customerEntry } from './show.ts';

/** Changes the members that are sent and leaves the rest. */
export function updateCustomer(call: Call): Customer {
  const { fields } = call;
  const entry = customerEntry(call);
  const { customer } = entry;
  const metadata = changedMetadata(customer.metadata, fields);
  const email = readText(fields, 'email', 255);
  if (isGiven(fields['payment_details'])) {
    entry.method = takeCard(call);
    customer.source = showCard(entry.method);
  }
  customer.email = email ?? customer.email;
  customer.metadata = metadata;
  recordCustomer('customer.updated', customer, call);
  return customer;
}
