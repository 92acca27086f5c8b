import type { Call } from '../call.ts';
import { rejection } from '../protocol/errors.ts';
import { find, type Customer, type CustomerEntry } from '../state.ts';

/** The stored entry of the customer that the path names. */
export function customerEntry({ state, path }: Call): CustomerEntry {
  const entry = find(state.customers, path['id'] ?? '');
  if (entry === undefined) throw rejection('not_found');
  return entry;
}

/** The customer that the path names. */
export const showCustomer = (call: Call): Customer => customerEntry(call).customer;
