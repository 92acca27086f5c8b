import type { Call } from '../call.ts';
import type { At } from '../events/record.ts';
import { rejection } from '../protocol/errors.ts';
import { find, type Payment } from '../state.ts';
import { expireIfOverdue } from './end.ts';

/** The payment as it is now: one whose time is over has expired. */
export function findPayment(id: string, at: At): Payment | undefined {
  const payment = find(at.state.payments, id);
  if (payment !== undefined) expireIfOverdue(payment, at);
  return payment;
}

/** The payment that the path names. */
export function showPayment(call: Call): Payment {
  const payment = findPayment(call.path['id'] ?? '', call);
  if (payment === undefined) throw rejection('not_found');
  return payment;
}
