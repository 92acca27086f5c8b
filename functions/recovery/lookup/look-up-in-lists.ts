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
import { findInList, readListed, type Found, type List } from './walk-list.ts';
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
    await lookUpInList(context, ofOne, each);
  }
}

async function lookUpInList<Open extends OpenOperation>(
  context: LookupContext,
  operations: readonly Open[],
  each: Each<Open>,
): Promise<void> {
  const [first] = operations;
  const list = first && listOf(first);
  if (first === undefined || list === undefined) return;
  for (const window of windowsFor(list.search, operations)) {
    const within = operations.filter((open) => isIn(open, window));
    const references = new Map(within.map(({ record }) => [record.id, earliestOf(record)]));
    const start = lookupStart(context);
    const walked = await findInList(context.access, list, { ...context.call, references, window });
    if (walked.gap !== undefined) {
      reportGap(context, 'list_not_read', { why: `${first.operation}: ${walked.gap.why}` });
    }
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
  const { now } = context;
  if (ids === undefined) {
    return walked.gap === undefined ? { ...start, endedAt: now(), observed: [] } : undefined;
  }
  const observed: ObservedObject[] = [];
  for (const id of ids) {
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
  return { ...start, endedAt: now(), observed };
}
