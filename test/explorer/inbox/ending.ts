import { minuteMs } from '../../../functions/platform/clock.ts';
import { calm } from '../ending.ts';
import { pass, type World } from '../world.ts';
import { stateOf } from '../actors/webhook.ts';
import { wrongAtEnd } from './invariants.ts';
import { beginEvent } from './tellings.ts';

/** So many minutes suffice for the list of events to be read, and for what is received to be gone on with. */
const minutesMost = 12;

/** What no webhook told is told by the list, and what is received is gone on with, until nothing is to be done. */
export async function endByCatchingUp(world: World): Promise<string | undefined> {
  await calm(world);
  for (let minute = 0; minute < minutesMost; minute += 1) {
    pass(world, minuteMs);
    for (const event of world.provider.events) {
      const state = stateOf(world, event);
      if (state === 'applied') continue;
      await beginEvent(world, event, state === 'received');
      await calm(world);
    }
  }
  return wrongAtEnd(world);
}
