import { deepStrictEqual, match, ok } from 'node:assert/strict';
import type { Incident } from './incident.ts';

const killed = 50;

/** Every process that makes payments is killed after KOMOJU has charged and before anything could be recorded. */
export const massKill: Incident = {
  title: `All functions that make payments are killed, with ${killed} payments under way.`,
  // Functions that are gone take no webhooks either, so catch-up finds what they would have told.
  alarms: ['defects', 'webhooks-missed'],
  // Webhooks that were missed are counted for an hour.
  overWithin: 80,
  play: async (scene) => {
    const { local, shop, responder } = scene;
    const [recovered, replayed] = [scene.counted('recovered'), scene.counted('replayed')];
    await local.sandbox('POST', 'webhooks/hold');
    const create = 'POST /api/v1/payments';
    await local.fault({ match: create, kind: 'kill_after_accept', times: killed });
    scene.say(`${killed} customers pay at once, and the processes are killed.`);
    await shop.rush(killed);
    deepStrictEqual(shop.undecided().length, killed);
    await responder.showList();
    scene.say('The shops wait, so that only recovery is at work.');
    scene.trade('paused');
    await scene.minutes(3);
    ok(responder.seen('defects', 'ownAnswers').length > 0);
    // Catching up may have come first to some of them.
    ok(scene.counted('recovered') > recovered);
    match(await responder.list(), /^No operation is open/);
    scene.say(`What became of all ${killed} was read at KOMOJU.`);
    scene.trade('open');
    await scene.minutes(1);
    deepStrictEqual(scene.counted('replayed') - replayed, killed);
    scene.say('Every shop has sent its request again, and was given the answer on record.');
    await local.sandbox('POST', 'webhooks/release', { order: 'created' });
  },
};
