import { conclude, type Sight } from '../../functions/recovery/conclude.ts';
import type { Actor } from './actor.ts';
import { operationId, portsOf, type World } from './world.ts';

/** Reads instead of sending, once: the entry, then the provider's list, then what it means. */
export async function read(world: World, actor: Actor, account: string): Promise<void> {
  const ports = portsOf(world, actor);
  const held = await ports.table.get(operationId);
  if (held.kind !== 'held' || held.entry === 'unreadable') return;
  const { entry } = held;
  if (entry.state !== 'PENDING') return;
  const at = world.at;
  const sights = (await actor.call({
    what: 'search',
    name: 'reads the list',
    effect: (how) =>
      world.provider.list({ at: world.at, account }, how === 'lagging' ? 'lagging' : 'whole'),
  })) as readonly Sight[] | undefined;
  if (sights === undefined) return;
  const { find } = world.scenario;
  // There is one operation in a world: nobody else can have caused a state.
  const neighbours = find === 'status' ? { listedAt: world.at, entries: [entry] } : undefined;
  await conclude(ports, { entry, find }, { at, account, sights, neighbours });
}
