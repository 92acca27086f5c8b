import * as z from 'zod';
import { controlWith, type Control } from '../../../sandbox/control.ts';
import { recordPayment, type At } from '../events/record.ts';
import { Amount, type Happening } from '../happening.ts';
import { addRefund, isCaptured, refundableRest } from '../payments/refund.ts';
import type { KomojuState, Payment } from '../state.ts';
import { chargebackStatus, eventOfChange } from '../webhook-assumptions.ts';
import { addRequest, newestRequest } from './request.ts';

const hasRest = (payment: Payment, { amount = 1 }: { amount?: number | undefined }): boolean =>
  isCaptured(payment) && refundableRest(payment) >= amount;

const withRest = 'captured, with as much of it not on its way back';

/** The bank takes the money; a request that announced it is over then. */
export const chargeback: Happening<Amount> = {
  details: Amount,
  to: withRest,
  isPossible: (payment, details) => hasRest(payment, details),
  apply(payment, { amount }, at) {
    const rest = refundableRest(payment);
    const request = newestRequest(at.state, payment, 'pending');
    const taken = Math.min(amount ?? request?.amount ?? rest, rest);
    if (request !== undefined) request.status = chargebackStatus.taken;
    const refund = { amount: taken, chargeback: true, description: null } as const;
    addRefund(payment, { ...refund, status: 'completed' }, at);
  },
};

const Request = Amount.extend({ dueInDays: z.int().min(0).max(365).default(10) });

/** The bank asks for the money first. */
export const chargebackRequest: Happening<z.infer<typeof Request>> = {
  details: Request,
  to: `${withRest} and no request before it`,
  isPossible: (payment, details, { state }) =>
    hasRest(payment, details) && newestRequest(state, payment, 'pending') === undefined,
  apply: addRequest,
};

/** The bank gives back what it took: the refund vanishes, and the payment is captured again. */
export const chargebackReversal: Happening<object> = {
  details: z.strictObject({}),
  to: 'charged back',
  isPossible: ({ refunds }) => refunds.some((refund) => refund.chargeback),
  apply(payment, _details, at) {
    const taken = payment.refunds.filter((refund) => refund.chargeback);
    payment.refunds = payment.refunds.filter((refund) => !refund.chargeback);
    payment.amount_refunded -= taken.reduce((sum, { amount }) => sum + amount, 0);
    payment.status = 'captured';
    const request = newestRequest(at.state, payment, chargebackStatus.taken);
    if (request !== undefined) request.status = chargebackStatus.givenBack;
    recordPayment(eventOfChange, payment, at);
  },
};

/** Whether KOMOJU has enabled the list of requests for the merchant; at first it has not. */
export const chargebackSetting = ({ state }: At & { readonly state: KomojuState }): Control =>
  controlWith(
    'POST /sandbox/komoju/chargebacks',
    z.strictObject({ enabled: z.boolean() }),
    (given) => {
      state.showsChargebacks = given.enabled;
      return { status: 200, body: given };
    },
  );
