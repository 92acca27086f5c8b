import { after, hourMs, isPast, minuteMs, type EpochMs } from '../platform/clock.ts';
import type { PaymentView, ProviderEvent } from '../providers/event-source.ts';
import { advance, type Seen } from './advance.ts';
import type { InboxContext } from './inbox-context.ts';
import { note } from './note.ts';
import type { EventRecord, NotApplied, PaymentRecord } from './payment/record.ts';
import { readPayment } from './payment/read.ts';
import { completeOperations } from './complete-operations.ts';
import { nextLook } from './next-look.ts';
import { paymentOutgoing } from './payment/outgoing.ts';

/** What became of an event: all is done about it; it was done before; or it is tried again later. */
export type Received = 'applied' | 'duplicate' | 'later';

/** Others may write the same payment at the same time; so often the read is made anew. */
const racesMost = 5;

/** A payment that the provider does not know so long after its event came will not appear any more (ours). */
const goneAfterMs = 7 * minuteMs;

/** How far a read may lag behind what has happened (ours: no document names a time). */
const readLagMs = 2 * minuteMs;

/** Whether a read that is made now may still be older than a moment. */
export const isLately = (moment: EpochMs, now: EpochMs): boolean =>
  !isPast(after(moment, readLagMs), now);

/**
 * When an event is tried again that could not be applied: after as long as it has been waiting, a minute at least, six
 * hours at most. It is not the number of tries that counts: a provider may deliver an event often within a minute.
 */
export const retryAt = (receivedAt: EpochMs, at: EpochMs): EpochMs =>
  after(at, Math.min(Math.max(at - receivedAt, minuteMs), 6 * hourMs));

/**
 * Keeps an event, reads its payment, and brings the payment's record up to date. Every step can be done twice: whoever
 * dies in between leaves a received event, which somebody goes on with.
 *
 * @throws what the table or Secrets Manager threw; the event is received then, or was never told to be
 */
export async function receive(
  context: InboxContext,
  event: ProviderEvent,
  cause: EventRecord['cause'],
): Promise<Received> {
  const { inbox, source, recovery } = context;
  const at = recovery.now();
  const { provider } = source;
  const record: EventRecord = {
    ...{ provider, event, cause, state: 'received', receivedAt: at, tries: 0 },
  };
  const old = await inbox.receive(record, retryAt(at, at));
  return old?.state === 'applied' ? 'duplicate' : apply(context, old ?? record);
}

/** Goes on with an event that is received. */
export async function apply(context: InboxContext, record: EventRecord): Promise<Received> {
  for (let race = 0; race < racesMost; race += 1) {
    const known = await context.inbox.payment(context.source.provider, record.event.payment);
    const read = await readPayment(context, record.event.payment);
    if (read.kind === 'shown') {
      const received = await applyRead(context, { record, known, read: read.view });
      if (received !== 'raced') return received;
    } else if (read.kind === 'gone') {
      return giveUpOnGone(context, record);
    } else {
      return putOffUnread(context, record, read.why);
    }
  }
  return putOff(context, record, 'raced');
}

type Read = {
  readonly record: EventRecord;
  readonly known: PaymentRecord | undefined;
  readonly read: PaymentView;
};

/** Whether an event tells what the read shows, and is not older than the one that told what is known. */
const isNews = ({ at, told }: ProviderEvent, known: PaymentRecord, read: PaymentView): boolean =>
  told?.state === read.state &&
  at !== undefined &&
  known.toldAt !== undefined &&
  at >= known.toldAt;

function seenAt(now: EpochMs, { record, known, read }: Read): Seen {
  const { event, receivedAt } = record;
  const lately = {
    known: known !== undefined && isLately(known.changedAt, now) && !isNews(event, known, read),
    told: isLately(event.at ?? receivedAt, now),
  };
  const hadEnded = known?.hasEnded ?? false;
  return { known: known?.view, hadEnded, read, told: event.told, lately };
}

/** The record of the payment is read before the provider is: otherwise an older read could replace a newer one. */
async function applyRead(
  context: InboxContext,
  { record, known, read }: Read,
): Promise<Received | 'raced'> {
  const { inbox, source, access, recovery } = context;
  const { event } = record;
  const seen = seenAt(recovery.now(), { record, known, read });
  const step = advance(seen, { ...source, ...access.provider });
  if (!('view' in step)) return notTaken(context, record, step.kind);
  const { view } = step;
  const toldAt = event.told?.state === view.state ? event.at : undefined;
  await completeOperations(context, known?.view, view);
  for (const { finding, object } of step.noted) {
    await note(context, finding, { object, payment: view.id });
  }
  if (step.kind === 'changed' && !(await writeNext(context, known, { ...step, toldAt })))
    return 'raced';
  await inbox.applied(record, { ...event, told: event.told ?? view }, recovery.now());
  return 'applied';
}

/** Writes the payment's next revision. False where another event of it was faster. */
export function writeNext(
  { inbox, source, access, recovery }: InboxContext,
  known: PaymentRecord | undefined,
  { view, hasEnded, toldAt }: Pick<PaymentRecord, 'view' | 'hasEnded' | 'toldAt'>,
): Promise<boolean> {
  const at = recovery.now();
  const record = {
    revision: (known?.revision ?? 0) + 1,
    view,
    hasEnded,
    polls: 0,
    changedAt: at,
    toldAt,
  };
  return inbox.write(source.provider, record, {
    at,
    dueAt: nextLook({ source, access }, record, at),
    goesOut: paymentOutgoing(source.provider, record, known?.view),
  });
}

/** Writes the first record of a payment that was read and of which no event has told. */
export const writeFirst = (context: InboxContext, view: PaymentView): Promise<boolean> =>
  writeNext(context, undefined, { view, hasEnded: context.source.endedStates.has(view.state) });

async function putOff(
  { inbox, recovery }: InboxContext,
  record: EventRecord,
  why: NotApplied,
): Promise<'later'> {
  await inbox.putOff({ ...record, why }, retryAt(record.receivedAt, recovery.now()));
  return 'later';
}

/** The provider did not say how the payment is: a person must know, and it is read again. */
function putOffUnread(context: InboxContext, record: EventRecord, why: string): Promise<'later'> {
  context.recovery.report('object_not_read', { object: record.event.payment, why });
  return putOff(context, record, 'not_read');
}

/** The record does not become as the read shows it. */
async function notTaken(
  context: InboxContext,
  record: EventRecord,
  kind: 'behind' | 'hidden' | 'impossible',
): Promise<'later'> {
  const { payment } = record.event;
  if (kind === 'hidden') return putOffUnread(context, record, 'refunds_not_shown');
  if (kind === 'impossible') await note(context, 'state_differs', { object: payment, payment });
  return putOff(context, record, kind);
}

/** The provider tells of a payment that it does not show: it may lag; after some minutes a person must know. */
async function giveUpOnGone(context: InboxContext, record: EventRecord): Promise<Received> {
  const isLagging = !isPast(after(record.receivedAt, goneAfterMs), context.recovery.now());
  if (isLagging) return putOff(context, record, 'gone');
  const { event } = record;
  await note(context, 'object_not_read', { object: event.payment, payment: event.payment });
  await context.inbox.applied(record, event, context.recovery.now());
  return 'applied';
}
