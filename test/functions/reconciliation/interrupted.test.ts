import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { inboxStore } from '../../../functions/inbox/inbox-store.ts';
import { notingFindings } from '../../../functions/inbox/note-findings.ts';
import { dayMs, hourMs, minuteMs } from '../../../functions/platform/clock.ts';
import { reconcile } from '../../../functions/reconciliation/reconcile.ts';
import type { ReconciliationStore } from '../../../functions/reconciliation/reports.ts';
import { newProviderReads } from '../../../functions/recovery/reads.ts';
import { at } from '../../support/records.ts';
import { pageOf, paymentAt, written } from '../../support/reads/komoju-objects.ts';
import {
  from,
  listOfOne,
  operationId,
  startReconciliation,
  type TestReconciliation,
} from '../../support/reads/reconciliation.ts';

/* What is found is kept, and what was not read is read later, however a run ends. */

let tried: TestReconciliation;
beforeEach(async () => {
  tried = await startReconciliation();
});
afterEach(() => tried.close());

/** The store, and what happens once a stretch is done. */
const storeWith = (done: () => Promise<void> | void): ReconciliationStore => ({
  ...tried.store,
  advance: async (...given) => {
    await tried.store.advance(...given);
    await done();
  },
});

describe('what the first stretch of a run showed', () => {
  beforeEach(() => {
    tried.server.answerWith((url) => listOfOne(url));
    tried.recovery.clock.advance(hourMs);
  });
  const inbox = () => inboxStore(tried.table.client, tried.table.name);
  const noted = async () =>
    (await tried.items('')).filter((item) => {
      const text = JSON.stringify(item);
      return text.includes('object_without_record') && !text.includes('RECONCILIATION');
    });

  test('is on report and told to other systems where the run is killed after it', async () => {
    const death = new Promise<void>((resolve) => {
      const dying = storeWith(() => {
        resolve();
        return new Promise<void>(() => undefined);
      });
      void notingFindings(tried.recovery.context, inbox(), (noting, keep) =>
        reconcile(noting, dying, keep),
      );
    });

    await death;

    expect(JSON.stringify(await tried.items('RECONCILIATION#'))).toContain('object_without_record');
    expect(await noted()).toHaveLength(1);
  });

  test('is told to other systems where the time for reading ends after it', async () => {
    const { context, end } = tried.recovery;
    const cut = storeWith(end);
    const writesUntil = new AbortController().signal;

    await notingFindings({ ...context, writesUntil }, inbox(), (noting) => reconcile(noting, cut));

    expect(tried.kinds()).toEqual(['object_without_record']);
    expect(await noted()).toHaveLength(1);
  });
});

test('a first run that cannot read does not move its beginning', async () => {
  let isDown = true;
  const { server, recovery, store, kinds } = tried;
  server.answerWith((url) => (isDown ? { status: 503, body: {} } : listOfOne(url)));
  // As if nothing had ever been compared.
  let cursor: Awaited<ReturnType<ReconciliationStore['cursor']>>;
  const first: ReconciliationStore = {
    ...store,
    cursor: () => Promise.resolve(cursor),
    advance: (_, to) => {
      cursor = to;
      return Promise.resolve();
    },
  };
  await reconcile(recovery.context, first);
  recovery.clock.advance(dayMs);
  isDown = false;

  await reconcile(recovery.context, first);

  expect(kinds()).toContain('object_without_record');
});

describe('a provider that', () => {
  const refund = { amount: 7, currency: 'JPY', description: `[${operationId}]` };
  const shown = { ...refund, id: 'refX', created_at: written(at + 1000) };
  const onPayment = async (id = operationId, payment = 'pay1') => {
    const [operation, resource] = ['komoju.payment.refund', `komoju#${payment}`] as const;
    await tried.completed({ id, operation, resource, resourceAt: at }, 'ref1');
  };

  test('is down just when a payment is read has it read by the next run', async () => {
    let isDown = true;
    const { server, recovery, store, kinds } = tried;
    await onPayment();
    server.answerWith((url) => {
      if (url.search !== '') return pageOf(url, [[]]);
      if (isDown) return { status: 503, body: {} };
      return { body: paymentAt({ id: 'pay1', at }, { refunds: [shown] }) };
    });
    await reconcile(recovery.context, store);
    isDown = false;
    recovery.clock.advance(30 * minuteMs);

    await reconcile(recovery.context, store);

    expect(kinds()).toEqual(['object_not_read', 'second_object']);
  });

  test('never answers for one payment holds up the rest for two hours at most', async () => {
    const { server, recovery, store } = tried;
    await onPayment();
    server.answerWith((url) => (url.search === '' ? { status: 503, body: {} } : pageOf(url, [[]])));

    for (let run = 0; run < 6; run += 1) {
      await reconcile(recovery.context, store);
      recovery.clock.advance(30 * minuteMs);
    }

    expect((await store.cursor('komoju'))?.upTo).toBeGreaterThan(from);
  });

  test.each([0, 3])(
    'goes down after %i failures of the run before has it all read again',
    async (failures) => {
      const { server, recovery, store } = tried;
      const ids = Array.from({ length: 12 }, (_, n) => `op_${String(n).padStart(26, 'B')}`);
      for (const [n, id] of ids.entries()) await onPayment(id, `pay${n}`);
      server.answerWith((url) =>
        url.search === '' ? { status: 503, body: {} } : pageOf(url, [[]]),
      );
      // Later than two hours nothing else has it read again.
      recovery.clock.advance(3 * hourMs);
      const reads = new Map([['komoju', { ...newProviderReads(), failures }]]);

      await reconcile({ ...recovery.context, reads }, store);

      expect((await store.cursor('komoju'))?.upTo).toBe(from);
    },
  );
});
