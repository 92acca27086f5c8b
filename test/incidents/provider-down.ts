import { ok } from 'node:assert/strict';
import type { Incident } from './incident.ts';
import type { Scene } from './scene.ts';

const enough = 10_000;

/** From now on every request to KOMOJU goes wrong in this way. */
async function komoju(scene: Scene, fault: Record<string, unknown>): Promise<void> {
  await scene.local.clearFaults();
  await scene.local.fault({ on: 'komoju', times: enough, ...fault });
}

/** KOMOJU is away for ten minutes, in three ways; at first it charges and its answers are lost. */
export const providerDown: Incident = {
  title: 'KOMOJU is down for ten minutes, while customers pay.',
  alarms: [
    ...['money-at-risk', 'unknown-share', 'provider-errors.komoju'],
    ...['findings-reported', 'pending-too-old'],
  ],
  // A card that was declined after a lost answer is declined for good an hour after it.
  overWithin: 80,
  play: async (scene) => {
    await scene.local.sandbox('POST', 'webhooks/hold');
    scene.say('KOMOJU charges, and its answers are lost.');
    await komoju(scene, { kind: 'drop_after_accept' });
    await scene.minutes(3);
    scene.say('KOMOJU answers 503.');
    await komoju(scene, { kind: 'status', status: 503 });
    await scene.minutes(4);
    scene.say('KOMOJU takes no connection.');
    await komoju(scene, { kind: 'refuse_connection' });
    await scene.minutes(3);

    const calls = scene.responder.seen('provider-errors.komoju', 'providerErrors');
    ok(calls.some(({ provider }) => provider === 'komoju'));
    ok(scene.shop.undecided().length > 0);
    scene.say('KOMOJU is back. There is nothing to do but wait.');
    await scene.local.clearFaults();
    await scene.local.sandbox('POST', 'webhooks/release', { order: 'created' });
  },
};
