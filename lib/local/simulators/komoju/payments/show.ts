import type { Call } from '../call.ts';
import { rejection } from '../protocol/errors.ts';
import { find, type Payment } from '../state.ts';

/** The payment that the path names. */
export function showPayment({ state, path }: Call): Payment {
  const payment = find(state.payments, path['id'] ?? '');
  if (payment === undefined) throw rejection('not_found');
  return payment;
}
