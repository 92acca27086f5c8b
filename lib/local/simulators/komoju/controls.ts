import * as z from 'zod';
import { controlWith, type Control } from '../../sandbox/control.ts';
import type { SimulatorContext } from '../simulator.ts';
import { refundRequestAnswers, versions } from './assumptions.ts';
import {
  chargeback,
  chargebackRequest,
  chargebackReversal,
  chargebackSetting,
} from './chargebacks/controls.ts';
import { webhookSetting } from './events/controls.ts';
import { recordRefund, type At } from './events/record.ts';
import { Amount, happeningControl, type Happening } from './happening.ts';
import { endPayment } from './payments/end.ts';
import { isOpen, isPayableLater, payLater } from './payments/pay-later.ts';
import { addRefund, isCaptured, markIfRefunded, refundableRest } from './payments/refund.ts';
import { sessionControls } from './sessions/controls.ts';
import type { KomojuState, Payment } from './state.ts';

type Context = SimulatorContext<KomojuState>;

const becomes = (status: 'expired' | 'failed'): Happening<Amount> => ({
  details: Amount,
  to: 'pending or authorized',
  isPossible: isOpen,
  apply(payment, _details, at) {
    endPayment(payment, status, at);
  },
});

const refund: Happening<Amount> = {
  details: Amount,
  to: 'captured, with as much of it not on its way back',
  isPossible: (payment, { amount = 1 }) => isCaptured(payment) && refundableRest(payment) >= amount,
  apply(payment, { amount = refundableRest(payment) }, at) {
    const given = { amount, chargeback: false, description: null } as const;
    addRefund(payment, { ...given, status: 'completed' }, at);
  },
};

/** Pending refunds arrive: the customer has collected the money, or the bank has sent it. */
function completeRefunds(payment: Payment, at: At): void {
  const arriving = payment.refunds.filter(({ status }) => status === 'pending');
  for (const each of arriving) each.status = 'completed';
  markIfRefunded(payment);
  arriving.forEach(() => {
    recordRefund('arrived', payment, at);
  });
  for (const request of payment.refund_requests) {
    if (request.status === 'completed') continue;
    request.status = 'completed';
    const asked = at.state.requestedAmounts[request.id] ?? 0;
    const amount = Math.min(asked, refundableRest(payment));
    const given = { amount, chargeback: false, description: null, status: 'completed' } as const;
    if (amount > 0) addRefund(payment, given, at);
  }
}

/** `pay` is the customer, `expire` and `fail` are KOMOJU, `refund` is its dashboard. */
const happenings: Readonly<Record<string, Happening<Amount>>> = {
  pay: {
    details: Amount,
    to: 'paid by its customer, and pending, authorized or expired',
    isPossible: isPayableLater,
    apply(payment, _details, at) {
      payLater(payment, at);
    },
  },
  expire: becomes('expired'),
  fail: becomes('failed'),
  refund,
  chargeback,
  arrive: {
    details: Amount,
    to: 'captured',
    isPossible: isCaptured,
    apply(payment, _details, at) {
      completeRefunds(payment, at);
    },
  },
};

const Fees = z.record(z.string(), z.int().min(0));

/** What is set at KOMOJU: customers' fees (`{"konbini": 190}`), the key's version, how refund requests are answered. */
const settings = (state: KomojuState): Control[] => [
  controlWith('POST /sandbox/komoju/fees', Fees, (given) => {
    state.fees = given;
    return { status: 200, body: given };
  }),
  controlWith(
    'POST /sandbox/komoju/version',
    z.strictObject({ version: z.enum(versions) }),
    (given) => {
      state.version = given.version;
      return { status: 200, body: given };
    },
  ),
  controlWith(
    'POST /sandbox/komoju/refund_requests',
    z.strictObject({ answer: z.nullable(z.enum(refundRequestAnswers)) }),
    (given) => {
      state.refundRequestAnswer = given.answer;
      return { status: 200, body: given };
    },
  ),
];

/** The controls of what happens at KOMOJU without the gateway, and of what is set there. */
export const komojuControls = (context: Context): Control[] => [
  ...Object.entries(happenings).map(([name, each]) => happeningControl(name, each, context)),
  happeningControl('chargeback_request', chargebackRequest, context),
  happeningControl('chargeback_reversal', chargebackReversal, context),
  ...settings(context.state),
  webhookSetting(context),
  chargebackSetting(context),
  ...sessionControls(context),
];
