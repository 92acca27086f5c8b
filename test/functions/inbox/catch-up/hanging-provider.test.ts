import { expect, test } from '@jest/globals';
import { catchUp } from '../../../../functions/inbox/catch-up/catch-up.ts';
import { inboxStore } from '../../../../functions/inbox/inbox-store.ts';
import { eventSources } from '../../../../functions/providers/event-sources.ts';
import { parsePaymentView } from '../../../../functions/providers/coiney/events.ts';
import { runHangingProvider, table, world } from '../../../support/reads/hanging-provider.ts';

runHangingProvider();

test('what is due at a provider that hangs does not keep what is due at the other', async () => {
  const { recovery, otherAsked } = world;
  const inbox = inboxStore(table.client, table.name);
  const at = recovery.clock.now();
  // More than are read at a time, and longer due than the link.
  for (const id of ['1', '2', '3', '4', '5', '6']) {
    const event = { id: `event${id}`, type: 'payment.captured', payment: `pay${id}`, at };
    const received = { state: 'received', receivedAt: at, tries: 0 } as const;
    await inbox.receive({ provider: 'komoju', event, cause: 'webhook', ...received }, at);
  }
  recovery.clock.advance(1000);
  const later = recovery.clock.now();
  const view = parsePaymentView({
    ...{ id: 'pm_1', object: 'payment', status: 'open', amount: 1000, currency: 'jpy' },
    ...{ createdAt: new Date(at).toISOString(), metadata: {} },
  });
  if (view === undefined) throw new Error('The link is not understood.');
  const link = { revision: 1, view, hasEnded: false, polls: 0, changedAt: at };
  await inbox.write('coiney', link, { at, dueAt: later });

  const { client, name } = table;
  const running = catchUp(recovery.context, { client, table: name }, eventSources);

  // While the six are still waited for.
  expect((await otherAsked).pathname).toBe('/api/v1/payments/pm_1');
  recovery.end();
  await running;
}, 10_000);
