import type { Call } from '../call.ts';
import { refusal } from '../protocol/errors.ts';
import { showPayment, type Payment } from './create.ts';

/** Ends a payment that nobody has paid yet (documents of 2018 and 2020). */
export function cancelPayment(call: Call): Payment {
  const payment = showPayment(call);
  if (payment.status !== 'pending' && payment.status !== 'authorized') {
    throw refusal('not_cancellable');
  }
  payment.status = 'cancelled';
  return payment;
}
