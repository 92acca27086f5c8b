import { idOf, intentOf } from './actors/asked.ts';
import { wrongTold } from './inbox/invariants.ts';
import type { Kept } from './items.ts';
import type { Item } from './sdk.ts';
import { idsOf } from './options.ts';
import { record, type Reply, type World } from './world.ts';

/**
 * What must hold after every step: judged by what the provider executed and by what callers were told, never by what
 * the ledger says of itself; and what the record may say.
 */

const liveOf = ({ provider }: World, id: string) =>
  provider.made.filter(({ isLive, reference }) => isLive && reference === id);

/** What counts as executed when somebody says that nothing was: a session only once a caller was told of it. */
function countedOf(world: World, id: string): readonly { readonly object: string }[] {
  const live = liveOf(world, id);
  if (world.scenario.makes !== 'sessions') return live;
  return live.filter(({ object }) =>
    world.replies.some(({ told, what }) => told === 'yes' && what === object),
  );
}

function onCharges(world: World, id: string): string | undefined {
  return world.scenario.makes === 'charges' && liveOf(world, id).length > 1
    ? 'one key was executed twice'
    : undefined;
}

const isReused = ({ scenario }: World, id: string): boolean =>
  new Set(scenario.requests.filter((each) => idOf(each) === id).map(intentOf)).size > 1;

function onReply(world: World, reply: Reply): string | undefined {
  const { told: result, what, id, intent, actor } = reply;
  const live = liveOf(world, id);
  if (what === 'idempotency_key_reused' && !isReused(world, id)) {
    return 'a caller was told that its key is used for another request, and it is not';
  }
  if (result === 'yes' && !live.some((made) => made.object === what && made.intent === intent)) {
    return 'a caller was told yes about something that was not executed for its request';
  }
  if (result === 'no' && countedOf(world, id).length > 0)
    return 'a caller was told no, and it was executed';
  const made = [...world.madeBy].some(([one, by]) => by === actor && one.isLive);
  if (what === 'not_attempted' && made) return 'a caller was told that its request did nothing';
  return undefined;
}

function onReplies(world: World, id: string): string | undefined {
  const replies = world.replies.filter((reply) => reply.id === id);
  const definite = replies.filter(({ told: outcome }) => outcome !== 'open');
  const [first] = definite;
  if (
    definite.some(
      ({ told: reply, what }) => reply !== first?.told || (reply === 'yes' && what !== first.what),
    )
  ) {
    return 'two callers were told different things';
  }
  for (const reply of replies) {
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

function saysNo({ item }: Kept): string {
  return item['res']?.M?.['why']?.S === 'not_executed' ? 'not executed' : 'failed';
}

function onTerminal(world: World, id: string, kept: Kept): string | undefined {
  const { item, text } = kept;
  const state = item['st']?.S ?? '';
  const live = liveOf(world, id);
  const completed = world.completed.get(id) ?? text;
  world.completed.set(id, completed);
  if (completed !== text) return 'a completed record was changed';
  if (state === 'FAILED' && countedOf(world, id).length > 0) {
    return `the record says ${saysNo(kept)}, and it was executed`;
  }
  return state === 'SUCCEEDED' && live.length === 0
    ? 'the record says succeeded, and nothing was executed'
    : onKept(item);
}

const isMissing = (world: World, id: string): boolean =>
  world.completed.has(id) || liveOf(world, id).length > 0;

function onOpen({ completed }: World, id: string, item: Item): string | undefined {
  if (completed.has(id)) return 'a completed record was opened again';
  if (item['ttl'] !== undefined) return 'an open record would be forgotten';
  return item['pend'] === undefined || item['readAt'] === undefined
    ? 'an open record is in no index'
    : undefined;
}

function onRecord(world: World, id: string): string | undefined {
  const kept = record(world, id);
  if (kept === undefined) return isMissing(world, id) ? 'the record is gone' : undefined;
  const { item } = kept;
  return item['st']?.S === 'PENDING' ? onOpen(world, id, item) : onTerminal(world, id, kept);
}

/** Of an only attempt, an error is final: one that never left must not be counted, or none ever is. */
function onCount({ actors, lostWrites }: World, item: Item | undefined): string | undefined {
  const [only, ...others] = actors;
  if (only === undefined || others.length > 0 || lostWrites > 0) return undefined;
  if (only.isDead || only.pending !== undefined || only.mayHaveSent) return undefined;
  // Of another operation of this world nothing is on record yet.
  if (item === undefined) return undefined;
  return item['n']?.N === '0' ? undefined : 'the record counts what was never sent';
}

/** A request that is told to wait for itself waits in vain. */
const onWaiting = ({ replies }: World, token: string | undefined): string | undefined =>
  replies.some(
    ({ what, actor }) => what === 'operation_in_progress' && `token${actor.index}` === token,
  )
    ? 'a request was told to wait for itself'
    : undefined;

function onFindings({ findings, scenario }: World): string | undefined {
  // A link may be made twice; a session may be closed unread while its owner sleeps.
  const isHarmless = scenario.makes === 'links' || scenario.makes === 'sessions';
  return findings.includes('contradiction') && !isHarmless
    ? 'a contradiction was found where none can be'
    : undefined;
}

function onOperation(world: World, id: string): string | undefined {
  const item = record(world, id)?.item;
  return (
    onCharges(world, id) ??
    onReplies(world, id) ??
    onRecord(world, id) ??
    onCount(world, item) ??
    onWaiting(world, item?.['tok']?.S)
  );
}

/** What is wrong with this world, if anything is. */
export function violationOf(world: World): string | undefined {
  const fallen = world.actors.find(({ defect }) => defect !== undefined);
  if (fallen !== undefined) return `${fallen.name} fell over: ${String(fallen.defect)}`;
  for (const id of idsOf(world.scenario)) {
    const wrong = onOperation(world, id);
    if (wrong !== undefined) return wrong;
  }
  return onFindings(world) ?? wrongTold(world);
}
