import {
  amountsOfPart,
  newMembers,
  showsStatusOfRefund,
  statusOfFailure,
  type Version,
} from '../assumptions.ts';
import type { Call } from '../call.ts';
import type { Status } from '../payment-types/opening.ts';
import type { Payment, Refund, RefundRequest, Rest } from '../state.ts';

/** A payment as an answer shows it; what else it has depends on the version. */
export type ShownPayment = Pick<Payment, 'id' | 'created_at'> & Readonly<Record<string, unknown>>;

/**
 * From this version on no answer shows the rest of a capture of a part, neither among the refunds nor in
 * `amount_refunded` (changelog of KOMOJU's client for Node, 1.0.0, 2026). It is a matter of what is shown: in an older
 * version the same payment has it.
 */
const hidesRests: Version = '2025-01-28';

const isNew = (version: Version): boolean => version >= hidesRests;

/** The status that a version shows. */
export const statusIn = (version: Version, status: Status): Status =>
  status === 'failed' ? statusOfFailure[version] : status;

const refundIn = (version: Version, refund: Refund): object =>
  showsStatusOfRefund[version] ? refund : { ...refund, status: undefined, redirect_url: undefined };

/** The code of the bank and the name of the branch are in the newer client's model and in no older document. */
export function refundRequestIn(version: Version, request: RefundRequest): object {
  const { bank_code, branch_name, ...rest } = request;
  return isNew(version) ? { ...rest, bank_code, branch_name } : rest;
}

/** What a capture of a part changes in what is shown of the payment. */
const partIn = (
  version: Version,
  { amount_refunded, refunds }: Payment,
  { refund, authorized }: Rest,
): Partial<Payment> => ({
  ...(amountsOfPart[version] === 'authorized' && authorized),
  ...(!isNew(version) && {
    amount_refunded: amount_refunded + refund.amount,
    refunds: [refund, ...refunds],
  }),
});

/** A payment as a version shows it. */
export function paymentIn(version: Version, stored: Payment, rest: Rest | undefined): ShownPayment {
  const payment = { ...stored, ...(rest && partIn(version, stored, rest)) };
  const { refunds, refund_requests, ...members } = payment;
  return {
    ...members,
    status: statusIn(version, payment.status),
    ...newMembers[version],
    // A payment that was made in a session names it in every version.
    ...(members.session !== undefined && { session: members.session }),
    refunds: refunds.map((refund) => refundIn(version, refund)),
    refund_requests: refund_requests.map((request) => refundRequestIn(version, request)),
  };
}

/** The payment that an operation gives, in the version of its request. */
export const showing =
  (run: (call: Call) => Payment) =>
  (call: Call): ShownPayment => {
    const payment = run(call);
    return paymentIn(call.version, payment, call.state.rests[payment.id]);
  };
