import type { Destination } from '../providers/call.ts';
import { listOf, objectPath, shownOf, type Case } from './open-operation.ts';
import type { EpochMs } from '../platform/clock.ts';
import type { Search, Window } from '../providers/contract.ts';
import { concurrently } from '../platform/concurrently.ts';
import { findObject } from './read-object.ts';
import { noContent } from '../providers/outcome.ts';
import type { Asking } from '../providers/read.ts';
import type { Look, Neighbours, Sight } from './conclude.ts';
import { readFound, seek, type List, type Sought } from './walk-list.ts';
import { merged, windowOf } from './windows.ts';

/* How a provider is read for what open operations may have done. Nothing here throws, and nothing is sent but reads. */

/** What all looks have in common: whom to ask, with which secret, and what time it is. */
export type Looking = {
  readonly destination: Destination;
  readonly asking: Asking;
  readonly now: () => EpochMs;
};

/** Requests to one provider at a time: a reconciler must not take the rate that callers need. */
const requestsAtOnce = 4;

const lookAt = ({ asking, now }: Looking): Pick<Look, 'at' | 'account'> => ({
  at: now(),
  account: asking.secret.account,
});

/** Looks at the object that the operation's path names; undefined where the provider did not say how it stands. */
export async function lookAtObject(
  looking: Looking,
  one: Case,
  listNeighbours: () => Promise<Neighbours | undefined>,
): Promise<Look | undefined> {
  const { entry } = one;
  const look = lookAt(looking);
  const place = { path: objectPath(one), headers: {} };
  const found = await findObject(looking.destination, place, looking.asking);
  if (found.kind !== 'found') return undefined;
  const told = shownOf(one, found.object);
  if (told === undefined) return { ...look, sights: [] };
  const answer = found.object === undefined ? noContent : found.answer;
  const isNoticed = one.find === 'status' && entry.noticedAt !== undefined;
  const neighbours = isNoticed ? await listNeighbours() : undefined;
  return { ...look, sights: [{ answer, told }], neighbours };
}

/** Looks for what a single operation did, in the way that its contract names; undefined where that was not told. */
export async function lookFor(looking: Looking, one: Case): Promise<Look | undefined> {
  if (one.contract.shows !== undefined) {
    return lookAtObject(looking, one, () => Promise.resolve(undefined));
  }
  let look: Look | undefined;
  await lookInLists(looking, [one], {
    each: (_, seen) => {
      look = seen;
      return Promise.resolve();
    },
    gap: () => undefined,
  });
  return look;
}

/** The objects as they stand now; undefined where one of them could not be read. */
async function sightsOf(
  { destination, asking }: Looking,
  list: List,
  ids: Iterable<string>,
): Promise<Sight[] | undefined> {
  const sights: Sight[] = [];
  for (const id of ids) {
    const outcome = await readFound(destination, list, { ...asking, id });
    if (outcome.kind !== 'done') return undefined;
    sights.push(outcome);
  }
  return sights;
}

/** The stretches of time that a list is walked through for these operations; all time where it takes none. */
const windowsFor = (search: Search, cases: readonly Case[]): readonly (Window | undefined)[] =>
  search.takesWindow ? merged(cases.map(({ entry }) => windowOf(entry))) : [undefined];

const isIn = ({ entry }: Case, window: Window | undefined): boolean =>
  window === undefined || (windowOf(entry).from >= window.from && entry.firstAt <= window.to);

/** What a walk tells of one operation. */
async function lookOf(
  looking: Looking,
  { list, look, walked }: { list: List; look: Pick<Look, 'at' | 'account'>; walked: Sought },
  { entry }: Case,
): Promise<Look | undefined> {
  const ids = walked.found.get(entry.id);
  if (ids === undefined) return walked.gap === undefined ? { ...look, sights: [] } : undefined;
  const sights = await sightsOf(looking, list, ids);
  return sights && { ...look, sights };
}

/** What is told of a look into lists. */
export type Told<Open extends Case> = {
  /** Of every operation, with undefined where its list did not say. */
  readonly each: (one: Open, look: Look | undefined) => Promise<void>;
  /** Why the list of an operation was not read whole. */
  readonly gap: (operation: string, why: string) => void;
};

/** Looks for what creates may have made: one walk for each list and stretch of time serves all operations in it. */
export async function lookInLists<Open extends Case>(
  looking: Looking,
  cases: readonly Open[],
  told: Told<Open>,
): Promise<void> {
  for (const operation of new Set(cases.map((one) => one.operation))) {
    const ofOne = cases.filter((one) => one.operation === operation);
    await lookInList(looking, ofOne, told);
  }
}

async function lookInList<Open extends Case>(
  looking: Looking,
  cases: readonly Open[],
  { each, gap }: Told<Open>,
): Promise<void> {
  const [first] = cases;
  const list = first && listOf(first);
  if (first === undefined || list === undefined) return;
  for (const window of windowsFor(list.search, cases)) {
    const within = cases.filter((one) => isIn(one, window));
    const references = new Set(within.map(({ entry }) => entry.id));
    const look = lookAt(looking);
    const walked = await seek(looking.destination, list, { ...looking.asking, references, window });
    if (walked.gap !== undefined) gap(first.operation, walked.gap.why);
    await concurrently(within, { workers: requestsAtOnce }, async (one) => {
      await each(one, await lookOf(looking, { list, look, walked }, one));
    });
  }
}
