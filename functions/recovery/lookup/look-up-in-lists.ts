import { quarantineEndsAt } from '../../ledger/quarantine.ts';
import { isPast } from '../../platform/clock.ts';
import { concurrently } from '../../platform/concurrently.ts';
import type { ListSearch, Window } from '../../providers/list-search.ts';
import { listOf, type OpenOperation } from './open-operation.ts';
import {
  lookupStart,
  reportGap,
  requestsAtOnce,
  type LookupContext,
  type ObservedObject,
  type ProviderLookup,
} from './provider-lookup.ts';
import { findInList, type Found } from './find-in-list.ts';
import { readListed, type List, type ListedObject } from './read-page.ts';
import { earliestOf, merged, windowOf } from './windows.ts';

/* How a provider's lists are read for what creates may have made. Nothing here throws; nothing is sent but reads. */

/** Is given what a lookup in a list showed; undefined where the list, or the object in it, did not say. */
type Each<Open extends OpenOperation> = (
  open: Open,
  lookup: ProviderLookup | undefined,
) => Promise<void>;

/**
 * Looks for what creates may have made: one walk for each list and window serves all operations in it.
 *
 * @param each called for every operation
 */
export async function lookUpInLists<Open extends OpenOperation>(
  context: LookupContext,
  operations: readonly Open[],
  each: Each<Open>,
): Promise<void> {
  for (const operation of new Set(operations.map((open) => open.operation))) {
    const ofOne = operations.filter((open) => open.operation === operation);
    for (const some of inTurns(context, ofOne)) await lookUpInList(context, some, each);
  }
}

/**
 * What is looked for in a short time goes first: a walk through a whole day, once an absence counts, may take more time
 * than a run has.
 */
function inTurns<Open extends OpenOperation>(
  { windowOf: windowIn, now }: LookupContext,
  operations: readonly Open[],
): readonly (readonly Open[])[] {
  const [first] = operations;
  const hasWindows = first !== undefined && listOf(first)?.search.takesWindow === true;
  if (windowIn === undefined || !hasWindows) return [operations];
  const at = now();
  const isLong = ({ record }: Open): boolean => isPast(quarantineEndsAt(record), at);
  return [operations.filter((open) => !isLong(open)), operations.filter(isLong)];
}

async function lookUpInList<Open extends OpenOperation>(
  context: LookupContext,
  operations: readonly Open[],
  each: Each<Open>,
): Promise<void> {
  const [first] = operations;
  const list = first && listOf(first);
  if (first === undefined || list === undefined) return;
  const windowIn = context.windowOf ?? windowOf;
  // Once for all: a window that shows no absence must not be taken for one that does.
  const start = lookupStart(context);
  const windows = new Map(operations.map((open) => [open, windowIn(open.record, start.at)]));
  for (const window of windowsFor(list.search, [...windows.values()])) {
    const isIn = (open: Open): boolean => isWithin(windows.get(open), window);
    const within = operations.filter(isIn);
    const references = new Map(within.map(({ record }) => [record.id, earliestOf(record)]));
    const report = (why: string): void => {
      reportGap(context, 'list_not_read', { why: `${first.operation}: ${why}` });
    };
    const outOfOrder = (): void => {
      report('out_of_order');
    };
    const search = { ...context.call, references, window, outOfOrder };
    const walked = await findInList(context.access, list, search);
    if (walked.gap !== undefined) report(walked.gap.why);
    const isEach = walked.found.size <= readMost;
    await concurrently(within, { workers: requestsAtOnce }, async (open) => {
      await each(open, await lookupOf(context, { list, start, walked, isEach }, open));
    });
  }
}

/** The windows in which a list is walked through for these operations; all time where it takes none. */
const windowsFor = (
  search: ListSearch,
  windows: readonly Window[],
): readonly (Window | undefined)[] => (search.takesWindow ? merged(windows) : [undefined]);

const isWithin = (own: Window | undefined, window: Window | undefined): boolean =>
  window === undefined || (own !== undefined && own.from >= window.from && own.to <= window.to);

/**
 * What was found is read once more, one by one: that answer is stored, byte for byte. Of more in one walk the list's own
 * item is stored; lists hold whole objects.
 */
const readMost = 100;

type Walk = {
  readonly list: List;
  readonly start: Pick<ProviderLookup, 'at' | 'account'>;
  readonly walked: Found;
  /** Whether each object that was found is read once more. */
  readonly isEach: boolean;
};

/** An object as the list shows it, answered as its create would have been. */
const asListed = ({ item, object }: ListedObject, { search }: List): ObservedObject => ({
  object,
  answer: {
    status: search.madeStatus,
    contentType: 'application/json; charset=utf-8',
    body: JSON.stringify(item),
  },
});

/** What a walk through a list shows of one operation. */
async function lookupOf(
  context: LookupContext,
  { list, start, walked, isEach }: Walk,
  { record }: OpenOperation,
): Promise<ProviderLookup | undefined> {
  const listed = walked.found.get(record.id);
  const isPartial = walked.gap !== undefined;
  if (listed === undefined && isPartial) return undefined;
  const lookup = (observed: readonly ObservedObject[]): ProviderLookup => ({
    ...start,
    endedAt: context.now(),
    observed,
    ...(isPartial && { isPartial }),
  });
  if (listed === undefined) return lookup([]);
  if (!isEach) return lookup([...listed.values()].map((each) => asListed(each, list)));
  const observed: ObservedObject[] = [];
  for (const id of listed.keys()) {
    const outcome = await readListed(context.access, list, { ...context.call, id });
    // It is there: that it can't be read now does not make it absent.
    if (outcome.kind !== 'done') {
      reportGap(context, 'object_not_read', {
        operationId: record.id,
        object: id,
        why: outcome.why,
      });
      return undefined;
    }
    observed.push(outcome);
  }
  return lookup(observed);
}
