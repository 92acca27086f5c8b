import { minuteMs } from '../../../functions/platform/clock.ts';
import { isLive } from '../actors/actor.ts';
import type { Option } from '../option.ts';
import type { Event } from '../provider/provider.ts';
import { addActor, currentOf, pass, type World } from '../world.ts';
import { deliver, goOn, stateOf } from '../actors/webhook.ts';

/* What comes without being asked: what happens to a payment, and who tells of it. */

const accountOf = (world: World): string =>
  world.scenario.requests.length === 0 ? 'main' : currentOf(world).account;

/** A webhook tells of an event; or, with `again`, someone goes on with one that is received. */
export function beginEvent(world: World, event: Event, again = false): Promise<void> {
  const name = `${again ? 'sweep' : 'webhook'} ${world.actors.length + 1} of ${event.id}`;
  const by = { name, account: accountOf(world), intent: undefined, role: 'webhook' } as const;
  const actor = addActor(world, by);
  return actor.start(() => (again ? goOn : deliver)(world, actor, event));
}

function happenings(world: World): readonly Option[] {
  const { scenario, provider } = world;
  const next = scenario.news?.happens[provider.happened()];
  if (next === undefined) return [];
  const run = () => {
    pass(world, minuteMs);
    provider.happen(next, world.at);
  };
  return [{ name: () => `it happens: ${next.status}`, run }];
}

/** A webhook of any event may come at any time, and as often as there are webhooks left. */
function webhooks(world: World): readonly Option[] {
  const { scenario, left, provider, actors } = world;
  const atWork = actors.filter((actor) => isLive(actor) && actor.role === 'webhook').length;
  if (left.webhooks === 0 || atWork >= scenario.atOnce) return [];
  const begin = (event: Event, again: boolean) => () => {
    left.webhooks -= 1;
    return beginEvent(world, event, again);
  };
  return provider.events.flatMap((event) => [
    { name: () => `a webhook tells of ${event.id}`, run: begin(event, false) },
    ...(stateOf(world, event) === 'received'
      ? [{ name: () => `someone goes on with ${event.id}`, run: begin(event, true) }]
      : []),
  ]);
}

export const tellings = (world: World): readonly Option[] =>
  world.scenario.news === undefined ? [] : [...happenings(world), ...webhooks(world)];
