import type { MetricName } from '../../functions/metrics.ts';
import { minuteMs } from '../../functions/platform/clock.ts';
import { startSystem, type System } from '../journeys/system.ts';
import { watch } from '../support/cloudwatch/watch.ts';
import { respond, type Responder } from './responder.ts';
import { openShop, type Shop } from './shop.ts';

/** A local system in which shops sell, time passes, and somebody reads the runbook when an alarm goes on. */
export type Scene = {
  readonly local: System;
  readonly shop: Shop;
  readonly responder: Responder;
  /** Every alarm that has been on, in the order in which they went on. */
  readonly raised: readonly string[];
  say(text: string): void;
  readonly alarmsOn: () => readonly string[];
  /** The sum of a metric of the whole stack. */
  counted(metric: MetricName): number;
  trade(kind: Trade): void;
  /** Lets minutes pass: shops sell, schedules run, and alarms are followed. */
  minutes(count: number): Promise<void>;
  close(): Promise<void>;
};

/** What shops do: sell and repeat, only repeat what is undecided, or nothing. */
export type Trade = 'open' | 'closed' | 'paused';

/** Takes one sentence, or one line of a table. */
export type Say = (line: string) => void;

const hourMinutes = 60;
const canaryMinutes = 5;
const salesInAMinute = 3;

/** What schedules start at the beginning of a minute. */
async function runSchedules(local: System, minute: number): Promise<void> {
  await local.runs('gateway.recover');
  await local.runs('gateway.catch-up');
  if (minute % canaryMinutes === 0) await local.runs('gateway.canary');
}

/** Starts the system, and lets it run until nothing is told that is only new. */
export async function openScene(assembly: string, print: Say): Promise<Scene> {
  const local = await startSystem({ assembly });
  const shop = openShop(local);
  const watched = watch(local, assembly);
  const now = (): number => Date.now() + local.aheadMs();
  const say: Say = (text) => {
    print(`${new Date(now()).toISOString().slice(11, 16)}  ${text}`);
  };
  const toNext = (ms: number): Promise<void> => local.advanceClock(ms - (now() % ms));
  const responder = respond({ local, say, print });
  const raised: string[] = [];
  let before: readonly string[] = [];

  const compareAlarms = async (): Promise<void> => {
    const on = watched.alarmsOn();
    for (const name of before.filter((each) => !on.includes(each))) say(`Alarm off: ${name}.`);
    const begun = on.filter((each) => !before.includes(each));
    before = on;
    for (const name of begun) {
      raised.push(name);
      await responder.follow(name);
    }
  };
  let minute = 0;
  let trade: Trade = 'open';
  const pass = async (): Promise<void> => {
    if (trade !== 'paused') await shop.repeat();
    if (trade === 'open') {
      await shop.sell(salesInAMinute);
      await shop.sendLink();
    }
    await local.sandbox('POST', 'webhooks/wait');
    await toNext(minuteMs);
    minute += 1;
    await runSchedules(local, minute);
    await compareAlarms();
  };

  // From a full hour on, so that the canary's payment of the hour is over before anything goes wrong.
  await local.sandbox('POST', 'webhooks/release', { order: 'created' });
  await toNext(hourMinutes * minuteMs);
  await local.runs('gateway.reconcile');
  await runSchedules(local, minute);
  return {
    ...{ local, shop, responder, raised, say },
    alarmsOn: () => watched.alarmsOn(),
    trade: (kind) => {
      trade = kind;
    },
    counted: (metric) =>
      watched
        .data()
        .filter(({ name, dimensions }) => name === metric && Object.keys(dimensions).length === 0)
        .reduce((sum, { value }) => sum + value, 0),
    minutes: async (count) => {
      for (let passed = 0; passed < count; passed += 1) await pass();
    },
    close: local.close,
  };
}
