import { isFinished } from './assumptions.ts';
import { Change, readBody } from './body.ts';
import type { Call } from './call.ts';
import { refusal } from './errors.ts';
import { endOf, showPayment, within, type Payment } from './payments.ts';

/** Metadata are merged: only the entries that are named change, and null takes one away. */
function merged(
  before: Record<string, string>,
  change: Record<string, string | null>,
): Record<string, string> {
  const entries = Object.entries({ ...before, ...change });
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

/** Changes what may change; another last day opens a link again that has expired. */
export function updatePayment(call: Call): Payment {
  const change = readBody(Change, call.body);
  const payment = showPayment(call);
  const metadata = within(merged(payment.metadata, change.metadata));
  if (change.expiredOn !== undefined) {
    if (isFinished(payment.status)) throw refusal('already_processed');
    payment.validUntil = endOf(change.expiredOn, call.now());
    payment.status = 'open';
  }
  payment.description = change.description ?? payment.description;
  payment.metadata = metadata;
  return payment;
}
