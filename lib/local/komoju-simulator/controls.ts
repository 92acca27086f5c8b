import { refuse, type Control } from '../simulators/control.ts';
import { timestamp } from './moments.ts';
import { find, type KomojuState } from './state.ts';

/** What the customer does to a payment, without the gateway. */
export function komojuControls(state: KomojuState, now: () => number): Control[] {
  return [
    {
      on: 'POST /sandbox/komoju/payments/{id}/pay',
      run({ id = '' }) {
        const payment = find(state.payments, id);
        if (payment === undefined) return refuse(404, `There is no payment ${id}.`);
        const { type } = payment.payment_details;
        if (type !== 'konbini' || payment.status !== 'authorized') {
          const is = `Payment ${id} is a ${type} payment and ${payment.status}.`;
          return refuse(409, `${is} Only a konbini payment that is authorized can be paid.`);
        }
        payment.status = 'captured';
        payment.captured_at = timestamp(now());
        return { status: 200, body: payment };
      },
    },
  ];
}
