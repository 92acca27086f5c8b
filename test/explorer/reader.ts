import { conclude } from '../../functions/recovery/conclude.ts';
import type { ObservedObject } from '../../functions/recovery/lookup/provider-lookup.ts';
import type { Actor } from './actor.ts';
import { operationId, portsOf, type World } from './world.ts';

/** The providers of all worlds call a failed object the same. */
const provider = { failedStates: new Set(['failed']) };

/** Reads instead of sending, once: the entry, then the provider's list, then what it means. */
export async function read(world: World, actor: Actor, account: string): Promise<void> {
  const ports = portsOf(world, actor);
  const stored = await ports.store.get(operationId);
  if (stored.kind !== 'held' || stored.record === 'unreadable') return;
  const { record } = stored;
  if (record.state !== 'PENDING') return;
  const at = world.at;
  const observed = (await actor.call({
    what: 'search',
    name: 'reads the list',
    effect: (how) =>
      world.provider.list({ at: world.at, account }, how === 'lagging' ? 'lagging' : 'whole'),
  })) as readonly ObservedObject[] | undefined;
  if (observed === undefined) return;
  const { lookup } = world.scenario;
  // There is one operation in a world: nobody else can have caused a state.
  const others = lookup === 'status' ? { listedAt: world.at, records: [record] } : undefined;
  await conclude(ports, { record, lookup, provider }, { at, account, observed, others });
}
