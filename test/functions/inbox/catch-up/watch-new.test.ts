import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { apply } from '../../../../functions/inbox/apply.ts';
import { watchNew } from '../../../../functions/inbox/catch-up/watch-new.ts';
import type { StoredRecord } from '../../../../functions/ledger/record.ts';
import { minuteMs } from '../../../../functions/platform/clock.ts';
import { coiney } from '../../../../functions/providers/coiney/coiney.ts';
import { coineyEvents } from '../../../../functions/providers/coiney/events.ts';
import { createInbox, memoryInbox } from '../../../support/inbox.ts';
import {
  startProviderServer,
  type ProviderServer,
} from '../../../support/reads/provider-server.ts';
import { completionWith, recordWith } from '../../../support/records.ts';

let server: ProviderServer;
beforeEach(async () => {
  server = await startProviderServer(coiney);
});
afterEach(() => server.close());

/** An inbox in whose ledger a link was just made. */
function inboxOfNewLink() {
  const store = memoryInbox();
  const inbox = createInbox(store, coineyEvents, server);
  const { result } = completionWith('{}');
  const record = recordWith({
    ...{ state: 'SUCCEEDED', operation: 'coiney.payment.create' },
    result: { ...result, object: 'pm_1' },
  });
  const ledger = { isThere: true, shard: 0 };
  const get = (): Promise<StoredRecord> =>
    Promise.resolve(
      ledger.isThere
        ? { kind: 'held', record }
        : { kind: 'lost', cause: new Error('The table is away.') },
    );
  const completed = (shard: number) =>
    Promise.resolve(shard === 0 ? [{ id: record.id, operation: record.operation }] : []);
  const { recovery } = inbox.context;
  const context = {
    ...inbox.context,
    sessions: { get: () => Promise.resolve(undefined), write: () => Promise.resolve() },
    recovery: {
      ...recovery,
      store: { ...recovery.store, get },
      indexes: { ...recovery.indexes, completed } as typeof recovery.indexes,
    },
  };
  return { ...inbox, context, store, ledger };
}

const link = {
  ...{ id: 'pm_1', object: 'payment', status: 'paid', amount: 1000, currency: 'jpy' },
  ...{ createdAt: '2027-01-15T08:00:00Z', metadata: {} },
};

test.each([
  ['the provider is down', () => ({ status: 503, body: '' })],
  [
    'the provider does not know it yet',
    () => ({ status: 404, body: { type: 'payment_not_found' } }),
  ],
])('a link is not forgotten where %s at its first look', async (_, answer) => {
  const { context, store, clock } = inboxOfNewLink();
  server.answerWith(answer);

  await watchNew(context);
  server.answerWith(() => ({ body: link }));
  clock.advance(minuteMs);
  const kept = await store.event('coiney', 'poll_1_pm_1');

  expect(kept).toMatchObject({ state: 'received', cause: 'poll' });
  expect(kept && (await apply(context, kept))).toBe('applied');
  expect(await store.payment('coiney', 'pm_1')).toMatchObject({ view: { state: 'paid' } });
});

test('a link whose record the table does not give is looked at by the next run', async () => {
  const { context, store, ledger } = inboxOfNewLink();
  server.answerWith(() => ({ body: link }));
  ledger.isThere = false;

  await expect(watchNew(context)).rejects.toThrow('The table is away.');
  expect(await store.cursor('coiney#made')).toBeUndefined();

  ledger.isThere = true;
  await watchNew(context);
  expect(await store.payment('coiney', 'pm_1')).toMatchObject({ view: { state: 'paid' } });
});
