import type { Kept } from './items.ts';
import type { Item } from './sdk.ts';
import { record, type Reply, type World } from './world.ts';

/**
 * What must hold after every step: judged by what the provider executed and by what callers were told, never by what
 * the ledger says of itself; and what the record may say.
 */

const liveOf = ({ provider }: World) => provider.made.filter(({ isLive }) => isLive);

function onCharges(world: World): string | undefined {
  return world.scenario.provider.makes === 'charges' && liveOf(world).length > 1
    ? 'one key was executed twice'
    : undefined;
}

function onReply(world: World, { told: result, what, intent, actor }: Reply): string | undefined {
  const live = liveOf(world);
  if (result === 'yes' && !live.some((made) => made.object === what && made.intent === intent)) {
    return 'a caller was told yes about something that was not executed for its request';
  }
  if (result === 'no' && live.length > 0) return 'a caller was told no, and it was executed';
  const made = [...world.madeBy].some(([one, by]) => by === actor && one.isLive);
  if (what === 'not_attempted' && made) return 'a caller was told that its request did nothing';
  return undefined;
}

function onReplies(world: World): string | undefined {
  const definite = world.replies.filter(({ told: outcome }) => outcome !== 'open');
  const [first] = definite;
  if (
    definite.some(
      ({ told: reply, what }) => reply !== first?.told || (reply === 'yes' && what !== first.what),
    )
  ) {
    return 'two callers were told different things';
  }
  for (const reply of world.replies) {
    const wrong = onReply(world, reply);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** What a completed record must be for those who clean up and those who look for open ones. */
function onKept(item: Item): string | undefined {
  if (item['pend'] !== undefined || item['readAt'] !== undefined) {
    return 'a completed record is among the open ones';
  }
  if (item['done'] === undefined) return 'a completed record is not among the completed ones';
  return item['ttl'] === undefined ? 'a completed record would be kept for ever' : undefined;
}

function onTerminal(world: World, state: string, { item, text }: Kept): string | undefined {
  const live = liveOf(world);
  world.completed ??= text;
  if (world.completed !== text) return 'a completed record was changed';
  if (state === 'FAILED' && live.length > 0) return 'the record says failed, and it was executed';
  return state === 'SUCCEEDED' && live.length === 0
    ? 'the record says succeeded, and nothing was executed'
    : onKept(item);
}

const isMissing = (world: World): boolean =>
  world.completed !== undefined || liveOf(world).length > 0;

function onOpen({ completed }: World, item: Item): string | undefined {
  if (completed !== undefined) return 'a completed record was opened again';
  if (item['ttl'] !== undefined) return 'an open record would be forgotten';
  return item['pend'] === undefined || item['readAt'] === undefined
    ? 'an open record is in no index'
    : undefined;
}

function onRecord(world: World): string | undefined {
  const kept = record(world);
  if (kept === undefined) return isMissing(world) ? 'the record is gone' : undefined;
  const { item } = kept;
  const state = item['st']?.S ?? '';
  return state === 'PENDING' ? onOpen(world, item) : onTerminal(world, state, kept);
}

/** Of an only attempt, an error is final: one that never left must not be counted, or none ever is. */
function onCount({ actors, lostWrites }: World, item: Item | undefined): string | undefined {
  const [only, ...others] = actors;
  if (only === undefined || others.length > 0 || lostWrites > 0) return undefined;
  if (only.isDead || only.pending !== undefined || only.mayHaveSent) return undefined;
  return item?.['n']?.N === '0' ? undefined : 'the record counts what was never sent';
}

/** A request that is told to wait for itself waits in vain. */
const onWaiting = ({ replies }: World, token: string | undefined): string | undefined =>
  replies.some(
    ({ what, actor }) => what === 'operation_in_progress' && `token${actor.index}` === token,
  )
    ? 'a request was told to wait for itself'
    : undefined;

function onFindings({ findings, scenario }: World): string | undefined {
  return findings.includes('contradiction') && scenario.provider.makes !== 'links'
    ? 'a contradiction was found where none can be'
    : undefined;
}

/** What is wrong with this world, if anything is. */
export function violationOf(world: World): string | undefined {
  if (world.actors.some(({ defect }) => defect !== undefined)) return 'a request fell over';
  return (
    onCharges(world) ??
    onReplies(world) ??
    onRecord(world) ??
    onCount(world, record(world)?.item) ??
    onWaiting(world, record(world)?.item['tok']?.S) ??
    onFindings(world)
  );
}
