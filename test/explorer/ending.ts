import { hourMs, minuteMs, secondMs } from '../../functions/platform/clock.ts';
import { rowOf } from '../../functions/operations.ts';
import { idOf } from './actors/asked.ts';
import { isLive } from './actors/actor.ts';
import { beginReading, beginRequest, idsOf, isOpen, optionsOf } from './options.ts';
import { currentOf, pass, record, type World } from './world.ts';

const leaseOver = 31 * secondMs;
const flightOver = hourMs + 31 * secondMs;

/** Nothing goes wrong any more, nothing comes late, and who is on the way gets through. */
export async function calm(world: World): Promise<void> {
  Object.assign(world.left, { faults: 0, declines: 0, jumps: 0, readers: 0, webhooks: 0 });
  world.late = [];
  while (world.actors.some(isLive)) await optionsOf(world)[0]?.run();
}

async function retry(world: World): Promise<void> {
  const index = world.begun === 0 ? 0 : world.begun - 1;
  await beginRequest(world, Math.min(index, world.scenario.requests.length - 1));
  await calm(world);
}

/** Another request than the one on record is told just that. */
function isDefinite(world: World): boolean {
  const last = world.replies.at(-1);
  return last?.told !== 'open' || last.what === 'idempotency_key_reused';
}

/** The request that came last: it is the one that comes again. */
const lastOf = currentOf;

/** Whether all that was sent was sent with the key that is current, or the record says so. */
const isOfToday = (world: World): boolean => {
  const last = lastOf(world);
  const begun = world.scenario.requests.slice(0, world.begun);
  const isSameKey = begun.every(({ secretKey }) => secretKey === last.secretKey);
  const senders = world.actors.filter(({ mayHaveSent }) => mayHaveSent);
  const isSentToday =
    senders.length > 0 && senders.every(({ account }) => account === last.account);
  const isOnRecord = record(world, idOf(last))?.item['acct']?.S === last.account;
  return isSameKey && (isSentToday || isOnRecord);
};

/**
 * A caller who comes again when the lease is over is told what became of it, as long as the provider knows its key: the
 * retry itself finds out. An error that may not be final yet is told an hour later.
 */
export async function endByRetry(world: World, startAt: number): Promise<string | undefined> {
  pass(world, leaseOver);
  await retry(world);
  if (!isDefinite(world)) {
    pass(world, flightOver);
    await retry(world);
  }
  const isYoung = world.at < startAt + 22 * hourMs;
  const mustKnow =
    isYoung && rowOf(lastOf(world).operation).resend === 'provider-key' && isOfToday(world);
  return mustKnow && !isDefinite(world)
    ? 'a retry of a young operation was told nothing'
    : undefined;
}

/** Whoever reads when all is quiet finds out, and then the caller is told: what was executed is never lost. */
export async function endByReading(world: World): Promise<string | undefined> {
  pass(world, 26 * hourMs);
  const id = idOf(lastOf(world));
  for (let lookups = 0; lookups < 3 && isOpen(world, id); lookups += 1) {
    await beginReading(world, id);
    await calm(world);
    pass(world, 11 * minuteMs);
  }
  await retry(world);
  // Of two captures of one payment nobody can say whose it was.
  const mustKnow = isOfToday(world) && idsOf(world.scenario).length === 1;
  return mustKnow && !isDefinite(world) ? 'in the end nobody knows what became of it' : undefined;
}
