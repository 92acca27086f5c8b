import type { Call } from '../call.ts';
import { notCancellable } from '../checkout-assumptions.ts';
import { rejection } from '../protocol/errors.ts';
import { tokyoTimestamp } from '../protocol/timestamps.ts';
import type { SessionEntry } from './session.ts';
import { sessionEntry, showEntry, type Session } from './show.ts';

/** Ends a session that nobody paid; an expired one too, because its status is still pending. */
export function cancelEntry(entry: SessionEntry, now: number): void {
  if (entry.status !== 'pending') throw rejection(notCancellable);
  entry.status = 'cancelled';
  entry.cancelled_at = tokyoTimestamp(now);
}

/** Cancels the session that the path names. */
export function cancelSession(call: Call): Session {
  const entry = sessionEntry(call);
  cancelEntry(entry, call.now());
  return showEntry(entry, call);
}
