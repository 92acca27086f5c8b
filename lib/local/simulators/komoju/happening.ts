import * as z from 'zod';
import { controlWith, refuse, type Control } from '../../sandbox/control.ts';
import type { At } from './events/record.ts';
import { paymentIn } from './payments/in-version.ts';
import { findPayment } from './payments/show.ts';
import type { Payment } from './state.ts';

/** The details of most happenings: an amount; absent: the whole rest. */
export const Amount = z.strictObject({ amount: z.int().min(1).optional() });
export type Amount = z.infer<typeof Amount>;

/** What happens to a payment without the gateway. */
export type Happening<Details> = {
  readonly details: z.ZodType<Details>;
  /** The payments that it can happen to, in words for a person who tries another one. */
  readonly to: string;
  readonly isPossible: (payment: Payment, details: Details, at: At) => boolean;
  readonly apply: (payment: Payment, details: Details, at: At) => void;
};

/** The control that lets something happen to the payment in its path. */
export function happeningControl<Details>(
  name: string,
  { details: shape, to, isPossible, apply }: Happening<Details>,
  at: At,
): Control {
  const route = `POST /sandbox/komoju/payments/{id}/${name}`;
  return controlWith(route, shape, (details, { id = '' }) => {
    const payment = findPayment(id, at);
    if (payment === undefined) return refuse(404, `There is no payment ${id}.`);
    if (!isPossible(payment, details, at)) {
      const { status, payment_details } = payment;
      const is = `Payment ${id} is a ${payment_details.type} payment and ${status}.`;
      return refuse(409, `${is} To do: ${name}, it must be ${to}.`);
    }
    apply(payment, details, at);
    const { rests, version } = at.state;
    return { status: 200, body: paymentIn(version, payment, rests[id]) };
  });
}
