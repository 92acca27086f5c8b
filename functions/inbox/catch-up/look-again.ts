import { advance } from '../advance.ts';
import { isLately, receive, writeFirst } from '../apply.ts';
import type { InboxContext } from '../inbox-context.ts';
import { nextLook } from '../next-look.ts';
import { note } from '../note.ts';
import type { PaymentRecord } from '../payment/record.ts';
import { checkOrder } from './order-paid-twice.ts';
import { readPayment } from '../payment/read.ts';

/**
 * Looks at a payment that is due: whether its order was paid twice, and, where its provider does not tell all that
 * happens, how it is now. A change goes through the inbox like an event.
 *
 * @throws what the table or Secrets Manager threw; it stays due then
 */
export async function lookAgain(context: InboxContext, id: string): Promise<void> {
  const { inbox, source, access, recovery } = context;
  const known = await inbox.payment(source.provider, id);
  if (known === undefined) return;
  const { view } = known;
  if (access.provider.phases[view.state] === 'paid') await checkOrder(context, view);
  // While an event of it waits it stays due, and the same: so one change is one event.
  if (source.polled !== undefined && (await poll(context, known)) === 'later') return;
  // Where a change has just been written, this is not: what is due is in that.
  const record = { ...known, revision: known.revision + 1, polls: known.polls + 1 };
  const at = recovery.now();
  await inbox.write(source.provider, record, { at, dueAt: nextLook(context, record, at) });
}

/** Reads a payment, and puts what has changed through the inbox. An older read, or an impossible one, is no event. */
async function poll(context: InboxContext, known: PaymentRecord): Promise<'done' | 'later'> {
  const { source, access, recovery } = context;
  const { id } = known.view;
  const read = await readPayment(context, id);
  if (read.kind !== 'shown') {
    recovery.report('object_not_read', { object: id });
    return 'done';
  }
  const at = recovery.now();
  const lately = { known: isLately(known.changedAt, at), told: false };
  const { view, hasEnded: hadEnded } = known;
  const seen = { known: view, hadEnded, read: read.view, told: undefined, lately };
  const { kind } = advance(seen, { ...source, ...access.provider });
  if (kind === 'impossible') await note(context, 'state_differs', { object: id, payment: id });
  if (kind !== 'changed') return 'done';
  const event = `poll_${known.revision + 1}_${id}`;
  const told = { id: event, type: 'poll', payment: id, at, told: read.view };
  return (await receive(context, told, 'poll')) === 'later' ? 'later' : 'done';
}

/** The first record of a payment that no event has told of, because its provider tells of none before it is paid. */
export async function watch(context: InboxContext, id: string): Promise<void> {
  const { inbox, source } = context;
  if ((await inbox.payment(source.provider, id)) !== undefined) return;
  const read = await readPayment(context, id);
  if (read.kind === 'shown') await writeFirst(context, read.view);
  // As an event it is gone on with until it can be read: else nobody would come back to it.
  else await receive(context, { id: `poll_1_${id}`, type: 'poll', payment: id }, 'poll');
}
