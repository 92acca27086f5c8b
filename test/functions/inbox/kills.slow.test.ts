import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hourMs, minuteMs } from '../../../functions/platform/clock.ts';
import { komojuEvents } from '../../../functions/providers/komoju/events.ts';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import { apply, receive } from '../../../functions/inbox/apply.ts';
import type { InboxContext } from '../../../functions/inbox/inbox-context.ts';
import { inboxStore, type InboxStore } from '../../../functions/inbox/inbox-store.ts';
import { diedOr, dying, stepsUntil } from '../../support/dying.ts';
import { eventsOf, paymentBody } from '../../support/events.ts';
import { createInbox, memoryInbox } from '../../support/inbox.ts';
import { startProviderServer, type ProviderServer } from '../../support/reads/provider-server.ts';
import { startTable, type TestTable } from '../../support/table.ts';

let server: ProviderServer;
let table: TestTable;
beforeAll(async () => {
  server = await startProviderServer(komoju);
  table = await startTable();
});
afterAll(async () => {
  await server.close();
  await table.close();
});

const shown = {
  status: 'refunded',
  refunds: [
    { id: 'ref1', amount: 400 },
    { id: 'bank1', amount: 600, chargeback: true },
  ],
};
const [charged] = eventsOf([[['refunded'], shown]]);
if (charged === undefined) throw new Error('There is no event.');
const { event } = charged;

/** A context whose process dies at a step: the store's calls, the ledger's, and the secret that a read begins with. */
function dyingAt(
  context: InboxContext,
  place: number,
): { context: InboxContext; steps: () => number } {
  const { at, taken } = stepsUntil(place);
  const { access, recovery } = context;
  const dead: InboxContext = {
    ...context,
    inbox: dying<InboxStore>(context.inbox, at),
    access: { ...access, secret: dying(access.secret, at) },
    recovery: { ...recovery, store: dying(recovery.store, at) },
  };
  return { context: dead, steps: taken };
}

/** The event dies at a step, is delivered again or gone on with, and what there is at the end. */
async function endAfter(place: number, goesOn: 'delivered' | 'swept') {
  const store = memoryInbox();
  const { context, clock, reported } = createInbox(store, komojuEvents, server);
  const { context: dead, steps } = dyingAt(context, place);
  const died = await diedOr(receive(dead, event, 'webhook'));
  clock.advance(minuteMs);
  const record = await store.event('komoju', event.id);
  if (goesOn === 'delivered' || record === undefined) await receive(context, event, 'webhook');
  else if (record.state === 'received') await apply(context, record);
  return { store, died, steps: steps(), reported };
}

test.each(['delivered', 'swept'] as const)(
  'wherever the process dies, an event that is %s again is applied once',
  async (goesOn) => {
    server.answerWith(() => ({ body: paymentBody(shown) }));
    let place = 1;
    for (; ; place += 1) {
      const { store, died } = await endAfter(place, goesOn);
      expect(await store.event('komoju', event.id)).toMatchObject({ state: 'applied' });
      expect(await store.payment('komoju', 'pay1')).toMatchObject({ revision: 1 });
      const lines = store.items().flatMap(({ pk }) => pk?.S ?? []);
      expect(lines.sort()).toEqual([
        `EVT#komoju#${event.id}`,
        'FINDING#chargeback#komoju#bank1pay1',
        'FINDING#object_without_record#komoju#ref1pay1',
        'PAY#komoju#pay1',
      ]);
      if (died === 'applied') break;
    }
    // Before and after each of nine calls.
    expect(place).toBeGreaterThan(16);
  },
);

test('1,000 deliveries of one event at once are one application', async () => {
  server.answerWith(() => ({ body: paymentBody(shown) }));
  const store = inboxStore(table.client, table.name);
  // A thousand reads at once in one process may take longer than one call may.
  const provider = { ...server.access.provider, answersWithinMs: hourMs };
  const access = { ...server.access, provider };
  const { context, reported } = createInbox(store, komojuEvents, { access });

  const became = await Promise.all(
    Array.from({ length: 1000 }, () => receive(context, event, 'webhook')),
  );

  expect(new Set(became)).not.toContain('later');
  expect(await store.payment('komoju', 'pay1')).toMatchObject({ revision: 1 });
  expect(reported.toSorted()).toEqual(['chargeback bank1pay1', 'object_without_record ref1pay1']);
}, 300_000);
