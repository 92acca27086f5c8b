import { operations, providerOf, rowOf, type OperationId } from '../../functions/operations.ts';
import { after, isPast, type EpochMs } from '../../functions/platform/clock.ts';
import { quarantineEndsAt } from '../../functions/ledger/quarantine.ts';
import type { OperationRecord } from '../../functions/ledger/record.ts';
import { resendWithinMs } from '../../functions/ledger/resend-rules.ts';
import { providers } from '../../functions/providers/providers.ts';

/* What may happen to an open operation, and why it is open, as far as its record says it. */

const isRow = (operation: string): operation is OperationId => Object.hasOwn(operations, operation);

/** A moment as it is written here: UTC, to the second. */
export const moment = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** Until when an operation may be sent again by its caller. */
export function resendableUntil({ operation, firstAt }: OperationRecord): EpochMs {
  if (!isRow(operation)) return firstAt;
  const { resend } = rowOf(operation);
  const provider = providers.find(({ name }) => name === providerOf(operation));
  if (resend === undefined || provider === undefined) return firstAt;
  return after(firstAt, resendWithinMs(resend, provider.idempotency?.keyLifeMs));
}

/** Whether nothing of an open operation can be under way any more, so that only a person may have to decide. */
export const awaitsPerson = (record: OperationRecord, at: EpochMs): boolean =>
  record.attempts > 0 &&
  isPast(record.leaseUntil, at) &&
  isPast(resendableUntil(record), at) &&
  isPast(quarantineEndsAt(record), at);

/** What may happen to an open operation: a few words, and until when. */
export type Prospect = { readonly words: string; readonly until?: EpochMs };

export function prospectOf(record: OperationRecord, at: EpochMs): Prospect {
  if (record.attempts === 0) return { words: 'nothing was sent; its caller may send it' };
  if (!isPast(record.leaseUntil, at)) return { words: 'under way', until: record.leaseUntil };
  const until = resendableUntil(record);
  if (!isPast(until, at)) return { words: 'its caller may send it again', until };
  const quiet = quarantineEndsAt(record);
  if (!isPast(quiet, at)) return { words: 'may still take effect', until: quiet };
  return isRow(record.operation) && rowOf(record.operation).lookup === 'none'
    ? { words: 'a person must say what became of it' }
    : { words: 'cannot be under way any more; if reading does not complete it, a person must' };
}

/** Why nobody knows what came of an open operation. */
export function whyOpen(record: OperationRecord, at: EpochMs): string {
  const { attempts, leaseUntil, waitUntil, observedAt, notFoundAt } = record;
  if (attempts === 0) return 'nothing of it was sent: it was held up before that';
  if (!isPast(leaseUntil, at)) return 'its request is under way';
  if (waitUntil !== undefined) {
    return 'an answer was lost; a repetition was rejected, and an older copy may have been executed';
  }
  if (observedAt !== undefined) {
    return 'an answer was lost; the provider shows what it asks for, and not by whose doing';
  }
  if (notFoundAt !== undefined) {
    return 'an answer was lost; the provider was read, and shows nothing of it';
  }
  return 'no answer of the provider came, or one that decides nothing';
}
