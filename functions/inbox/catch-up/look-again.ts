import { advance } from '../advance.ts';
import { receive, writeNext } from '../apply.ts';
import type { InboxContext } from '../inbox-context.ts';
import { nextLook } from '../next-look.ts';
import { checkOrder } from './order-paid-twice.ts';
import { readPayment } from '../read-payment.ts';

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
  const read = source.polled === undefined ? undefined : await readPayment(context, id);
  if (read?.kind === 'shown') {
    const seen = { known: view, read: read.view, told: undefined };
    const { kind } = advance(seen, { ...source, ...access.provider });
    if (kind !== 'same') {
      const event = `poll_${known.revision + 1}_${id}`;
      const told = { id: event, type: 'poll', payment: id, at: recovery.now(), told: read.view };
      if ((await receive(context, told, 'poll')) !== 'later') return;
    }
  }
  if (read !== undefined && read.kind !== 'shown') {
    recovery.report('object_not_read', { object: id });
  }
  const record = { ...known, revision: known.revision + 1, polls: known.polls + 1 };
  const at = recovery.now();
  await inbox.write(source.provider, record, { at, dueAt: nextLook(context, record, at) });
}

/** The first record of a payment that no event has told of, because its provider tells of none before it is paid. */
export async function watch(context: InboxContext, id: string): Promise<void> {
  if ((await context.inbox.payment(context.source.provider, id)) !== undefined) return;
  const read = await readPayment(context, id);
  if (read.kind === 'shown') await writeNext(context, undefined, read.view);
  else context.recovery.report('object_not_read', { object: id });
}
