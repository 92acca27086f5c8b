import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { alarmIds, alarmOf, type AlarmId } from '../../lib/cloud/alarms/alarm-table.ts';
import { dayMs, hourMs, minuteMs, secondMs } from '../../functions/platform/clock.ts';
import { watch, type Watch } from '../support/cloudwatch/watch.ts';
import type { LocalReply } from '../support/local.ts';
import { runAssembly } from '../support/run-assembly.ts';
import { card, links } from '../support/mutation-requests.ts';
import { havePayment, newKey, payments } from './orders.ts';
import { startSystem, type System } from './system.ts';

/* Each alarm on a metric of ours goes on when what it is about happens, by the template's own definition; and none does
   in usual minutes. */

/** Low, so that they can be met on a slow machine. */
const assembly = runAssembly({ throttleRatePerSecond: 1, throttleBurst: 60 });

let local: System;
let watched: Watch;
beforeAll(async () => {
  local = await startSystem({ assembly });
  watched = watch(local, assembly);
}, 60_000);
beforeEach(async () => {
  await local.advanceClock(hourMs);
  watched.forget();
});
afterEach(async () => {
  await local.clearFaults();
  await local.sandbox('POST', 'keys', { keys: ['sk_test_simulator'] });
});
afterAll(() => local.close());

const order = { amount: 1000, currency: 'JPY', payment_details: card };
const create = (): Promise<LocalReply> =>
  local.call('POST', payments, { body: order, idempotencyKey: newKey() });

const times = async (count: number, act: () => Promise<unknown>): Promise<void> => {
  for (let number = 0; number < count; number += 1) await act();
};

let minute = 0;

/** Time passes, and what schedules start runs: every minute, and every five. */
const minutes = (count: number): Promise<void> =>
  times(count, async () => {
    await local.advanceClock(minuteMs);
    await local.runs('gateway.recover');
    await local.runs('gateway.catch-up');
    minute += 1;
    if (minute % 5 === 0) await local.runs('gateway.canary');
  });

/** The clock stands at the beginning of a minute. */
const toFullMinute = (): Promise<void> =>
  local.advanceClock(minuteMs - ((Date.now() + local.aheadMs()) % minuteMs));

/** Requests on which the provider says nothing of use. */
const lose = async (count: number): Promise<void> => {
  await local.fault({
    ...{ match: 'POST /api/v1/payments', kind: 'drop_before_accept', times: count },
  });
  await times(count, create);
};

/** A request that takes the provider twelve seconds, in each of three stretches of five minutes. */
const beSlow = (on: string, ask: () => Promise<unknown>): Promise<void> =>
  times(3, async () => {
    await local.fault({ on, kind: 'slow', delayMs: 1500 });
    const asked = ask();
    while ((await local.requests()).at(-1)?.endedAt !== null) await local.requests();
    await local.advanceClock(12 * secondMs);
    await asked;
    await local.advanceClock(5 * minuteMs);
  });

const reads: Readonly<Record<string, string>> = { komoju: payments, coiney: links };

/** What makes each alarm go on. */
const causes: Readonly<Record<string, (provider: string) => Promise<void>>> = {
  'recovery-not-run': async () => {
    await local.runs('gateway.recover');
    await local.advanceClock(8 * minuteMs);
  },
  'catch-up-not-run': async () => {
    await local.runs('gateway.catch-up');
    await local.advanceClock(13 * minuteMs);
  },
  'unknown-too-old': async () => {
    await lose(1);
    await local.advanceClock(90 * minuteMs);
    await minutes(3);
  },
  'pending-too-old': async () => {
    await lose(1);
    await local.advanceClock(15 * minuteMs);
    await minutes(6);
  },
  'unknown-share': async () => {
    await lose(5);
    await local.advanceClock(5 * minuteMs);
  },
  'not-recorded': async () => {
    await local.fault({ on: 'table', match: 'UpdateItem', kind: 'drop_before_accept', times: 9 });
    await create();
    await local.advanceClock(5 * minuteMs);
  },
  defects: async () => {
    await toFullMinute();
    const kill = { match: 'POST /api/v1/payments', kind: 'kill_before_accept', times: 5 };
    await local.fault(kill);
    await times(5, create);
    await local.advanceClock(minuteMs);
  },
  'callers-refused': async () => {
    await times(21, () => local.call('GET', payments, { key: 'gk_test_nobody' }));
    await local.advanceClock(5 * minuteMs);
  },
  'callers-throttled': async () => {
    await Promise.all(Array.from({ length: 100 }, () => local.call('GET', links)));
    await local.advanceClock(5 * minuteMs);
  },
  'canary-silent': async () => {
    await local.sandbox('POST', 'keys', { keys: ['sk_test_other'] });
    await times(3, async () => {
      await local.runs('gateway.canary');
      await local.advanceClock(5 * minuteMs);
    });
  },
  'secret-missing': async () => {
    await local.fault({ on: 'secrets', kind: 'refuse_connection', times: 999 });
    await local.advanceClock(2 * hourMs);
    await times(3, create);
    await local.advanceClock(5 * minuteMs);
  },
  'key-refused': async () => {
    await local.sandbox('POST', 'keys', { keys: ['sk_test_other'] });
    await times(3, create);
    await local.advanceClock(5 * minuteMs);
  },
  'provider-errors': async (on) => {
    await local.fault({ on, kind: 'status', status: 503, times: 5 });
    await times(5, () => local.call('GET', reads[on] ?? ''));
    await local.advanceClock(5 * minuteMs);
  },
  'findings-reported': async () => {
    const { id } = await havePayment(local);
    const body = { id, amount: 999, currency: 'JPY', status: 'captured' };
    await local.fault({ match: 'POST /api/v1/payments', kind: 'status', status: 200, body });
    await create();
    await local.advanceClock(5 * minuteMs);
  },
  'reconciliation-late': async () => {
    await local.runs('gateway.reconcile');
    await local.advanceClock(dayMs + 13 * hourMs);
  },
  'webhooks-missed': async () => {
    await times(5, () => havePayment(local));
    await minutes(2);
  },
  'webhooks-forged': async () => {
    const signature = createHmac('sha256', 'other').update('{}').digest('hex');
    const headers = { 'x-komoju-signature': signature };
    await fetch(`${local.url}/komoju/webhooks`, { method: 'POST', headers, body: '{}' });
    await local.advanceClock(5 * minuteMs);
  },
  'codes-unlisted': async () => {
    const body = { error: { code: 'new_code', message: 'No.', param: null } };
    await local.fault({ match: 'POST /api/v1/payments', kind: 'status', status: 422, body });
    await create();
    await local.advanceClock(5 * minuteMs);
  },
  slow: () => beSlow('komoju', create),
  'provider-slow': (on) => beSlow(on, () => local.call('GET', reads[on] ?? '')),
  declines: async () => {
    await times(20, () =>
      local.call('POST', `${payments}/unknown/cancel`, { idempotencyKey: newKey() }),
    );
    await local.advanceClock(15 * minuteMs);
  },
  'declines-of-caller': async () => {
    await times(51, () =>
      local.call('POST', `${payments}/unknown/cancel`, { idempotencyKey: newKey() }),
    );
    await local.advanceClock(5 * minuteMs);
  },
};

// First, before anything is left behind that stays open.
test('none goes on in twenty usual minutes, with declines, lost answers and repeats as they are usual', async () => {
  await local.sandbox('POST', 'webhooks/release', { order: 'created' });
  await local.runs('gateway.reconcile');
  await local.runs('gateway.canary');
  await minutes(2);
  const seen = new Set<string>();
  for (let number = 0; number < 20; number += 1) {
    await times(3, () => havePayment(local));
    if (number % 10 === 0)
      await local.call('POST', `${payments}/unknown/cancel`, { idempotencyKey: newKey() });
    if (number % 20 === 0) {
      await local.fault({ match: 'POST /api/v1/payments', kind: 'drop_after_accept' });
      await create();
    }
    await minutes(1);
    for (const name of watched.alarmsOn()) seen.add(name);
  }

  await local.sandbox('POST', 'webhooks/hold');
  expect([...seen]).toEqual([]);
}, 120_000);

/** Alarms that are made of what AWS counts; made series show when they go on. */
const ofAws = ['table-errors', 'dead-letters', 'functions-throttled', 'concurrency'];

test('every alarm on a metric of ours has its cause here', () => {
  const own = alarmIds.filter((id) => !ofAws.includes(id));

  expect(Object.keys(causes).toSorted()).toEqual(own.toSorted());
});

type Named = readonly [name: string, id: AlarmId, provider: string];

const alarms = alarmIds
  .filter((id) => id in causes)
  .flatMap((id): Named[] =>
    alarmOf(id).each === undefined
      ? [[id, id, '']]
      : Object.keys(reads).map((provider) => [`${id}.${provider}`, id, provider]),
  );

describe('goes on by its cause, and was off before:', () => {
  test.each(alarms)('%s', async (name, id, provider) => {
    const cause = causes[id];
    const before = watched.alarmsOn();

    await cause?.(provider);

    expect(watched.alarmsOn()).toContain(name);
    expect(before.includes(name)).toBe(alarmOf(id).silenceIsWrong === true);
  });
});
