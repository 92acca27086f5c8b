import { concurrently } from '../../platform/concurrently.ts';
import type { ListSearch, Window } from '../../providers/list-search.ts';
import { listOf, type OpenOperation } from './open-operation.ts';
import {
  lookupStart,
  requestsAtOnce,
  type LookupContext,
  type ObservedObject,
  type ProviderLookup,
} from './provider-lookup.ts';
import { findInList, readListed, type Found, type List } from './walk-list.ts';
import { merged, windowOf } from './windows.ts';

/* How a provider's lists are read for what creates may have made. Nothing here throws; nothing is sent but reads. */

/** Who is told what a lookup in lists showed. */
export type ListLookupEvents<Open extends OpenOperation> = {
  /** Called for every operation, with undefined where its list did not say. */
  readonly each: (open: Open, lookup: ProviderLookup | undefined) => Promise<void>;
  /** Called where the list of an operation was not read whole. */
  readonly gap: (operation: string, why: string) => void;
};

/** Looks for what creates may have made: one walk for each list and window serves all operations in it. */
export async function lookUpInLists<Open extends OpenOperation>(
  context: LookupContext,
  operations: readonly Open[],
  events: ListLookupEvents<Open>,
): Promise<void> {
  for (const operation of new Set(operations.map((open) => open.operation))) {
    const ofOne = operations.filter((open) => open.operation === operation);
    await lookUpInList(context, ofOne, events);
  }
}

async function lookUpInList<Open extends OpenOperation>(
  context: LookupContext,
  operations: readonly Open[],
  { each, gap }: ListLookupEvents<Open>,
): Promise<void> {
  const [first] = operations;
  const list = first && listOf(first);
  if (first === undefined || list === undefined) return;
  for (const window of windowsFor(list.search, operations)) {
    const within = operations.filter((open) => isIn(open, window));
    const references = new Set(within.map(({ record }) => record.id));
    const start = lookupStart(context);
    const walked = await findInList(context.access, list, { ...context.call, references, window });
    if (walked.gap !== undefined) gap(first.operation, walked.gap.why);
    await concurrently(within, { workers: requestsAtOnce }, async (open) => {
      await each(open, await lookupOf(context, { list, start, walked }, open));
    });
  }
}

/** The windows in which a list is walked through for these operations; all time where it takes none. */
const windowsFor = (
  search: ListSearch,
  operations: readonly OpenOperation[],
): readonly (Window | undefined)[] =>
  search.takesWindow ? merged(operations.map(({ record }) => windowOf(record))) : [undefined];

const isIn = ({ record }: OpenOperation, window: Window | undefined): boolean =>
  window === undefined || (windowOf(record).from >= window.from && record.firstAt <= window.to);

type Walk = {
  readonly list: List;
  readonly start: Pick<ProviderLookup, 'at' | 'account'>;
  readonly walked: Found;
};

/** What a walk through a list shows of one operation. */
async function lookupOf(
  context: LookupContext,
  { list, start, walked }: Walk,
  { record }: OpenOperation,
): Promise<ProviderLookup | undefined> {
  const ids = walked.found.get(record.id);
  if (ids === undefined) return walked.gap === undefined ? { ...start, observed: [] } : undefined;
  const observed = await observe(context, list, ids);
  return observed && { ...start, observed };
}

/** The objects as they are now; undefined where one of them could not be read. */
async function observe(
  { access, call }: LookupContext,
  list: List,
  ids: Iterable<string>,
): Promise<ObservedObject[] | undefined> {
  const observed: ObservedObject[] = [];
  for (const id of ids) {
    const outcome = await readListed(access, list, { ...call, id });
    if (outcome.kind !== 'done') return undefined;
    observed.push(outcome);
  }
  return observed;
}
