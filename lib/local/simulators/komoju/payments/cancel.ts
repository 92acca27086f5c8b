import type { Call } from '../call.ts';
import { rejection } from '../protocol/errors.ts';
import type { Payment } from '../state.ts';
import { endPayment } from './end.ts';
import { showPayment } from './show.ts';

/** Cancels a payment that is not captured yet (documents of 2018 and 2020). */
export function cancelPayment(call: Call): Payment {
  const payment = showPayment(call);
  if (payment.status !== 'pending' && payment.status !== 'authorized') {
    throw rejection('not_cancellable');
  }
  endPayment(payment, 'cancelled', call);
  return payment;
}
