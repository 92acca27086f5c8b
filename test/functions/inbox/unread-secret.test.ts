import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import * as catchUp from '../../../functions/gateway/catch-up.ts';
import * as reconcile from '../../../functions/gateway/reconcile.ts';
import { inboxStore } from '../../../functions/inbox/inbox-store.ts';
import { now } from '../../../functions/platform/clock.ts';
import { parsePaymentView } from '../../../functions/providers/coiney/events.ts';
import type { ScheduledHandler } from '../../../functions/recovery/scheduled-function.ts';
import { startWorld, type World } from '../../support/handler.ts';
import { logged } from '../../support/log-lines.ts';

/* One provider's secret cannot be read: what the others tell is gone on with, and the run counts as failed. */

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 30_000);
beforeEach(() => {
  const secret = { account: 'main', secretKey: 'sk_test_1' };
  world.putSecret('KOMOJU_SECRET', secret);
  world.putSecret('COINEY_SECRET', secret);
});
afterAll(() => world.close());

/** How a run ended, what it reported of secrets, and what the providers were asked. */
async function run(start: () => ScheduledHandler) {
  const before = (await world.requests()).length;
  const lambda = { awsRequestId: 'run-1', getRemainingTimeInMillis: () => 20_000 };
  const { value, lines } = await logged(() =>
    Promise.allSettled([start()({}, lambda as unknown as Context)]),
  );
  const paths = (await world.requests()).slice(before).map(({ path }) => path);
  const reported = lines.filter(({ finding }) => finding === 'secret_not_read');
  return { ended: value[0], reported, paths };
}

/** A link of Coiney that is due for a look. */
async function dueLink(id: string): Promise<void> {
  const at = now();
  const view = parsePaymentView({
    ...{ id, object: 'payment', status: 'open', amount: 1000, currency: 'jpy' },
    ...{ createdAt: new Date(at).toISOString(), metadata: {} },
  });
  if (view === undefined) throw new Error('The link is not understood.');
  const link = { revision: 1, view, hasEnded: false, polls: 0, changedAt: at };
  await inboxStore(world.table.client, world.table.name).write('coiney', link, { at, dueAt: at });
}

test.each([
  ['is none', 'pm_1', 'no JSON', 'secret_unavailable: UnreadableSecret'],
  [
    'is of the other mode',
    'pm_2',
    { account: 'main', secretKey: 'sk_live_1' },
    'secret_other_mode',
  ],
])('a link is looked at while the other secret %s', async (_, id, secret, why) => {
  await dueLink(id);
  world.putSecret('KOMOJU_SECRET', secret);

  const { ended, reported, paths } = await run(catchUp.start);

  expect(ended).toMatchObject({ status: 'rejected', reason: { code: 'not_attempted' } });
  expect(reported).toMatchObject([{ provider: 'komoju', why }]);
  expect(paths).toContainEqual(expect.stringContaining(`payments/${id}`));
});

test('what banks ask is read while the other secret is none', async () => {
  world.putSecret('COINEY_SECRET', 'no JSON');

  const { ended, reported, paths } = await run(reconcile.start);

  expect(ended).toMatchObject({ status: 'rejected', reason: { code: 'not_attempted' } });
  expect(reported).toMatchObject([{ provider: 'coiney' }]);
  expect(paths).toContainEqual(expect.stringContaining('chargeback'));
});

test('a run in which every secret is read ends well', async () => {
  const { ended, reported } = await run(catchUp.start);

  expect(ended).toMatchObject({ status: 'fulfilled' });
  expect(reported).toEqual([]);
});
