import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { succeed } from '../../../functions/ledger/transitions.ts';
import { after, hourMs, secondMs } from '../../../functions/platform/clock.ts';
import { reconcile } from '../../../functions/reconciliation/reconcile.ts';
import { at, completionWith, recordWith } from '../../support/records.ts';
import { errorWith, pageOf, paymentAt, written } from '../../support/reads/komoju-objects.ts';
import {
  from,
  listOfOne,
  startReconciliation,
  type TestReconciliation,
} from '../../support/reads/reconciliation.ts';

/* What is in order raises no alarm, and what cannot be known is not called missing. */

let tried: TestReconciliation;
beforeEach(async () => {
  tried = await startReconciliation();
});
afterEach(() => tried.close());

/** The provider has nothing. */
const nothing = (url: URL) => (url.search === '' ? errorWith('not_found', 404) : pageOf(url, [[]]));

test('what was made in the account that the secret named before is not said to be missing', async () => {
  await tried.completed({ operation: 'komoju.payment.create', account: 'old' });
  tried.server.answerWith(nothing);

  await reconcile(tried.recovery.context, tried.store);

  expect(tried.kinds()).toEqual(['other_account']);
});

test('a payment whose metadata somebody has replaced is known by its create', async () => {
  await tried.completed({ operation: 'komoju.payment.create' });
  tried.server.answerWith((url) => listOfOne(url));

  await reconcile(tried.recovery.context, tried.store);

  expect(tried.kinds()).toEqual([]);
});

test('an object of the last second that is asked for is what was asked for, where times have fractions', async () => {
  const end = after(from, hourMs);
  const asked = after(end, secondMs);
  const made = {
    ...paymentAt({ id: 'pay1', at }),
    created_at: new Date(asked + 500).toISOString(),
  };
  let shown = 0;
  tried.server.answerWith((url) => {
    if (url.pathname.endsWith('/customers')) return pageOf(url, [[]]);
    const isLast = url.searchParams.get('end_time') === written(asked);
    shown += isLast ? 1 : 0;
    return pageOf(url, [isLast ? [made] : []]);
  });

  await reconcile(tried.recovery.context, tried.store);

  expect(shown).toBeGreaterThan(0);
  expect((await tried.store.cursor('komoju'))?.upTo).toBe(end);
});

test('a completed record that this version cannot read is told', async () => {
  const [operation, resource] = ['komoju.payment.refund', 'komoju#pay1'] as const;
  await tried.completed({ operation, resource, resourceAt: at, version: 99 });
  tried.server.answerWith((url) =>
    url.search === '' ? { body: paymentAt({ id: 'pay1', at }) } : pageOf(url, [[]]),
  );

  await reconcile(tried.recovery.context, tried.store);

  expect(tried.kinds()).toEqual(['unreadable']);
});

describe('a customer is not said to be missing whose deletion', () => {
  beforeEach(async () => {
    const { completed, recovery, server } = tried;
    await completed({ operation: 'komoju.customer.create', id: 'op_created' });
    const [operation, resource] = ['komoju.customer.delete', 'komoju#pay1'] as const;
    const lastAt = recovery.clock.now();
    await recovery.context.store.put(
      recordWith({ id: 'op_deleting', operation, resource, resourceAt: at, lastAt }),
    );
    server.answerWith(nothing);
  });

  test('was executed a moment ago, and is not on record yet', async () => {
    await reconcile(tried.recovery.context, tried.store);

    expect(tried.kinds()).not.toContain('record_without_object');
  });

  test('cannot be read', async () => {
    const { context, clock } = tried.recovery;
    const { store } = context;
    const deleted = succeed(recordWith({ id: 'op_deleting' }), completionWith(''), clock.now());
    await store.update('op_deleting', deleted);
    const lost = { kind: 'lost', cause: new Error('throttled') } as const;
    const get = (id: string) => (id === 'op_deleting' ? Promise.resolve(lost) : store.get(id));

    const run = reconcile({ ...context, store: { ...store, get } }, tried.store);

    await expect(run).rejects.toThrow('throttled');
    expect(tried.kinds()).not.toContain('record_without_object');
  });
});
