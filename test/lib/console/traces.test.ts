import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inboxStore } from '../../../functions/inbox/inbox-store.ts';
import { after, hourMs, minuteMs } from '../../../functions/platform/clock.ts';
import { providers } from '../../../functions/providers/providers.ts';
import { whyNotApplied } from '../../../lib/console/reading/incoming.ts';
import { catchUpJobs, reconciliationJob, recoveryJob } from '../../../lib/console/reading/jobs.ts';
import { sentEvent } from '../../../lib/console/reading/timeline.ts';
import { methodOf } from '../../../lib/console/providers/registry.ts';
import { at, recordWith } from '../../support/records.ts';
import { startTable, type TestTable } from '../../support/table.ts';

/* What the pages say of jobs, deliveries and events, by what stands in the table. */

let table: TestTable;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.close());

describe('a job', () => {
  const open = (readAt: number) => {
    const record = recordWith({ readAt: readAt as typeof at });
    return { id: record.id, record };
  };

  test('recovery runs while no read is overdue', () => {
    expect(recoveryJob([], at).state).toBe('good');
    expect(recoveryJob([open(after(at, -minuteMs))], at).state).toBe('good');
    expect(recoveryJob([open(at), open(after(at, -hourMs))], at)).toMatchObject({
      state: 'bad',
      at: new Date(after(at, -hourMs)).toISOString(),
    });
  });

  test.each([
    [[], 'unknown'],
    [[2 * hourMs], 'good'],
    [[31 * hourMs], 'bad'],
  ])('reconciliation with reports %j milliseconds ago: %s', (ages, state) => {
    const reports = ages.map((age) => ({
      startedAt: new Date(after(at, -age)).toISOString(),
      counts: {},
    }));
    expect(reconciliationJob(reports, 3, at).state).toBe(state);
  });

  test('catching up is late once it comes no further', async () => {
    const ledger = { client: table.client, table: table.name };
    const states = async () => (await catchUpJobs(ledger, providers, at)).map(({ state }) => state);
    expect(await states()).toEqual(['unknown', 'unknown']);

    const inbox = inboxStore(table.client, table.name);
    const [one, other] = providers;
    await inbox.moveCursor(`${String(one?.name)}#made`, after(at, -minuteMs));
    await inbox.moveCursor(`${String(other?.name)}#made`, after(at, -hourMs));
    expect(await states()).toEqual(['good', 'bad']);
  });
});

test('tries from before an event was sent once more are kept apart', () => {
  const tries = [-3, -2, 1].map((minutes) => ({
    ...{ at: after(at, minutes * minuteMs), ms: 5, status: 500 },
  }));
  const delivery = {
    ...{ id: 'evt1', type: 'payment.changed', at: new Date(at).toISOString(), body: '{}' },
    state: 'pending',
    ...{ since: at, tries, tried: 1 },
  } as const;
  const lane = { endpoint: 'shop', partition: 'DLV#shop#acme#pay_1' };
  const { state, tries: now, former, replayedAt } = sentEvent({ lane, delivery });

  expect(state).toBe('failing');
  expect([now.length, former.length]).toEqual([1, 2]);
  expect(replayedAt).toBe(new Date(at).toISOString());
  expect(sentEvent({ lane, delivery: { ...delivery, tries: [], tried: 0 } })).toMatchObject({
    state: 'pending',
    replayedAt: null,
  });
});

test('an event that is not applied says why, also one of an earlier version', () => {
  expect(whyNotApplied({ tries: 2, why: 'gone' })).toContain('no such payment');
  expect(whyNotApplied({ tries: 0 })).toContain('just come');
  expect(whyNotApplied({ tries: 2 })).toContain('not on record');
  expect(whyNotApplied({ tries: 2, why: 'constructor' as never })).toContain('not on record');
});

test.each([
  ['komoju', 'konbini', 'konbini'],
  ['komoju', 'credit_card', 'card'],
  ['komoju', 'new_way', 'new way'],
  ['komoju', 'constructor', 'constructor'],
  ['komoju', undefined, null],
  ['coiney', undefined, 'card'],
  ['acme', 'cash', 'cash'],
])('a payment at %s by %s is paid by %s', (provider, word, method) => {
  expect(methodOf(provider, word)).toBe(method);
});
