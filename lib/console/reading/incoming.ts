import { inboxStore } from '../../../functions/inbox/inbox-store.ts';
import { namesIn } from '../../../functions/inbox/items.ts';
import { paymentIndexes } from '../../../functions/inbox/payment/indexes.ts';
import type { EventRecord, NotApplied } from '../../../functions/inbox/payment/record.ts';
import { after, dayMs } from '../../../functions/platform/clock.ts';
import type { Target } from '../../cli/targets.ts';
import type { IncomingRow } from '../api/webhooks.ts';
import { each } from './records.ts';

/** Events of providers that are looked at: more have never been open at once. */
export const incomingMost = 100;

const iso = (ms: number): string => new Date(ms).toISOString();

const reasons: Readonly<Record<NotApplied, string>> = {
  not_read:
    'The provider did not show the payment: it gave no answer, one that is not understood, or one without refunds that there must be. “Check now” on the payment says what it answers.',
  gone: 'The provider says that it has no such payment. It may only be late; after three tries a person is told.',
  behind:
    'What the provider shows may still be from before this event: it is read again until that is sure.',
  impossible:
    'The provider shows a state that cannot follow the one on record. It is among the findings.',
  raced: 'The payment was written by others all the time.',
};

/** Why an event is not applied, by its last try. Versions before this one did not keep it. */
export function whyNotApplied({ tries, why }: Pick<EventRecord, 'tries' | 'why'>): string {
  if (why !== undefined && Object.hasOwn(reasons, why)) return reasons[why];
  return tries === 0
    ? 'It has just come, or whoever applied it was stopped: the next try goes on with it.'
    : 'It is not on record why.';
}

/** Events of providers that were kept and not applied yet. Those that were applied stand in their payment's history. */
export async function readIncoming({ ledger, now }: Target): Promise<IncomingRow[]> {
  const { client, table } = ledger;
  // What is put off is due within a day.
  const due = await paymentIndexes(client, table).due(after(now(), dayMs), incomingMost);
  const events = due.filter(({ partition }) => partition.startsWith('EVT#'));
  const inbox = inboxStore(client, table);
  const rows = await each(events, async ({ partition, dueAt }) => {
    const record = await inbox.event(...namesIn(partition));
    if (record === undefined || record.state === 'applied') return [];
    const { provider, cause, tries, receivedAt } = record;
    const { id, type, payment } = record.event;
    const times = { receivedAt: iso(receivedAt), dueAt: iso(dueAt) };
    return [{ provider, id, type, cause, payment, tries, why: whyNotApplied(record), ...times }];
  });
  return rows.flat();
}
