import type { OperationRecord } from '../../ledger/record.ts';
import { after, hourMs, minuteMs, type EpochMs } from '../../platform/clock.ts';
import type { PaymentView, SessionView } from '../../providers/event-source.ts';
import { writeFirst } from '../apply.ts';
import { completeOperations } from '../complete-operations.ts';
import type { InboxContext } from '../inbox-context.ts';
import { readView } from '../payment/read.ts';
import { isOpen, type SessionRecord } from './session-record.ts';
import type { SessionStore } from './session-store.ts';

/** What it takes to look at a provider's sessions. */
export type SessionContext = InboxContext & { readonly sessions: SessionStore };

/** After two minutes, ten, forty, and at last twice a day: an abandoned one is read some seven times. */
const nextLookAt = (looks: number, at: EpochMs): EpochMs =>
  after(at, Math.min(2 * minuteMs * 4 ** Math.min(looks, 10), 12 * hourMs));

/** Reads a session at its provider; a word where that shows nothing. */
async function readSession(context: SessionContext, id: string): Promise<SessionView | string> {
  const { sessions } = context.source;
  if (sessions === undefined) return 'no_sessions';
  const read = await readView(context, `${sessions.path}/${encodeURIComponent(id)}`, sessions.read);
  if (read.kind === 'shown') return read.view;
  return read.kind === 'gone' ? 'not_understood' : read.why;
}

/**
 * The first record of a payment that was made in a session: of one that waits for a bank no event tells. What is on record
 * already moves on by its own events.
 */
async function recordPayment(context: SessionContext, view: PaymentView): Promise<void> {
  const { inbox, source } = context;
  if ((await inbox.payment(source.provider, view.id)) !== undefined) return;
  await completeOperations(context, undefined, view);
  await writeFirst(context, view);
}

/** Reads a session that was pending when it was read last, and keeps how it is. */
async function look(context: SessionContext, record: SessionRecord): Promise<void> {
  const { sessions, source, recovery } = context;
  const read = await readSession(context, record.id);
  if (typeof read === 'string')
    recovery.report('object_not_read', { object: record.id, why: read });
  // The payment first: a session that is completed counts for nothing itself.
  else if (read.payment !== undefined) await recordPayment(context, read.payment);
  const state = typeof read === 'string' ? record.state : read.state;
  const next = { ...record, state, looks: record.looks + 1 };
  const dueAt = isOpen(state) ? nextLookAt(record.looks, recovery.now()) : undefined;
  await sessions.write(source.provider, next, dueAt);
}

/** Looks at a session that is due, or that an operation has just changed. @throws what the table threw */
export async function lookAtSession(context: SessionContext, id: string): Promise<void> {
  const known = await context.sessions.get(context.source.provider, id);
  if (known !== undefined && isOpen(known.state)) await look(context, known);
}

/**
 * Begins to look at the session that an operation made. One that names no order is in nobody's view.
 *
 * @throws what the table threw
 */
export async function watchSession(
  context: SessionContext,
  { id: operation, order, orderAt, firstAt, result }: OperationRecord,
): Promise<void> {
  const { object: id, amount, currency } = result ?? {};
  if (order === undefined || id === undefined) return;
  const { sessions, source } = context;
  const made = { id, order, operation, amount, currency, at: orderAt ?? firstAt };
  const record: SessionRecord = { ...made, state: 'pending', looks: 0 };
  await sessions.write(source.provider, record, nextLookAt(0, record.at));
}
