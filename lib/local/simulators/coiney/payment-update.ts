import { isFinished } from './assumptions.ts';
import { Change, readBody } from './body.ts';
import type { Call } from './call.ts';
import { rejection } from './errors.ts';
import { checkedMetadata, endOfLastDay, showPayment } from './payments.ts';
import type { Payment } from './state.ts';

/** Merges metadata: only the named entries change, and null removes an entry. */
function merged(
  before: Record<string, string>,
  change: Record<string, string | null>,
): Record<string, string> {
  const entries = Object.entries({ ...before, ...change });
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

/** Changes description, metadata and the last day. A new last day opens an expired link again. */
export function updatePayment(call: Call): Payment {
  const change = readBody(Change, call.body);
  const payment = showPayment(call);
  const metadata = checkedMetadata(merged(payment.metadata, change.metadata));
  if (change.expiredOn !== undefined) {
    if (isFinished(payment.status)) throw rejection('already_processed');
    payment.validUntil = endOfLastDay(change.expiredOn, call.now());
    payment.status = 'open';
  }
  payment.description = change.description ?? payment.description;
  payment.metadata = metadata;
  return payment;
}
