import type { Call } from '../call.ts';
import { customerEntry } from './show.ts';

/** Removes a customer and its card. The answer has no body, as the 204 in KOMOJU's list of statuses suggests. */
export function deleteCustomer(call: Call): undefined {
  const { id } = customerEntry(call).customer;
  call.state.customers = Object.fromEntries(
    Object.entries(call.state.customers).filter(([each]) => each !== id),
  );
}
