import type { Call } from '../call.ts';
import { recordCustomer } from '../events/record.ts';
import type { Customer } from '../state.ts';
import { customerEntry } from './show.ts';

/** Removes a customer and its card. The answer is the customer as it was, without the card. */
export function deleteCustomer(call: Call): Omit<Customer, 'source'> & { source: null } {
  const { customer } = customerEntry(call);
  call.state.customers = Object.fromEntries(
    Object.entries(call.state.customers).filter(([each]) => each !== customer.id),
  );
  const deleted = { ...customer, source: null };
  recordCustomer('customer.deleted', deleted, call);
  return deleted;
}
