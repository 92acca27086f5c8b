import { expect, test } from '@jest/globals';
import { notingFindings } from '../../../functions/inbox/note-findings.ts';
import { after, dayMs, hourMs } from '../../../functions/platform/clock.ts';
import type { PaymentFinding } from '../../../functions/inbox/payment/record.ts';
import type { RecoveryContext } from '../../../functions/recovery/recovery-context.ts';
import { at } from '../../support/records.ts';

/** What a job is given, and what was kept and reported of it. */
function createJob(until: AbortSignal = new AbortController().signal) {
  const noted: PaymentFinding[] = [];
  const reported: string[] = [];
  const inbox = {
    note: (finding: PaymentFinding) => {
      noted.push(finding);
      return Promise.resolve(true);
    },
  };
  const context = {
    ...{ until, now: () => at, token: () => `write ${noted.length + 1}` },
    report: (finding: string) => reported.push(finding),
  } as unknown as RecoveryContext;
  return { noted, reported, inbox, context };
}

test('what a job finds is reported each time, and kept once with what it is about', async () => {
  const { noted, reported, inbox, context } = createJob();
  const done = await notingFindings(context, inbox, ({ report }) => {
    report('for_a_person', { provider: 'acme', operationId: 'op_1' });
    report('for_a_person', { provider: 'acme', operationId: 'op_1' });
    report('secret_empty', { why: 'acme' });
    return Promise.resolve('done');
  });

  expect(done).toBe('done');
  expect(reported).toHaveLength(3);
  expect(noted).toEqual([
    { finding: 'for_a_person', provider: 'acme', object: 'op_1', at, by: 'write 1' },
    { finding: 'secret_empty', provider: 'gateway', object: 'acme 2027-01-15', at, by: 'write 2' },
  ]);
});

test('what is about no object is kept again on another day', async () => {
  const { noted, inbox, context } = createJob();
  const days = [at, after(at, hourMs), after(at, dayMs)];
  for (const now of days) {
    const then = { ...context, now: () => now };
    await notingFindings(then, inbox, ({ report }) => {
      report('list_not_read', { provider: 'acme', why: 'acme.payment.create: not_read' });
      return Promise.resolve();
    });
  }

  expect(noted.map(({ object }) => object)).toEqual([
    'acme.payment.create: not_read 2027-01-15',
    'acme.payment.create: not_read 2027-01-15',
    'acme.payment.create: not_read 2027-01-16',
  ]);
});

test('what was found before a job failed is kept, and its failure is told', async () => {
  const { noted, inbox, context } = createJob();
  const run = notingFindings(context, inbox, ({ report }) => {
    report('list_not_read', { provider: 'acme' });
    return Promise.reject(new Error('the table is gone'));
  });

  await expect(run).rejects.toThrow('the table is gone');
  expect(noted).toHaveLength(1);
});

test('a run whose time is over does not go on to keep what it found', async () => {
  const { noted, inbox, context } = createJob(AbortSignal.abort());
  await notingFindings(context, inbox, ({ report }) => {
    report('list_not_read', { provider: 'acme' });
    return Promise.resolve();
  });

  expect(noted).toEqual([]);
});
