import type { OperationRecord } from '../ledger/record.ts';
import { concurrently } from '../platform/concurrently.ts';
import type { Window } from '../providers/list-search.ts';
import type { ProviderObject } from '../providers/outcome.ts';
import { openOperation, type OpenOperation } from '../recovery/lookup/open-operation.ts';
import { recoverProvider } from '../recovery/recover-provider.ts';
import { reportGap } from '../recovery/lookup/provider-lookup.ts';
import { walkList } from '../recovery/lookup/walk-list.ts';
import { listsOf, type ReconciledList, type ReconciliationContext } from './context.ts';
import { differencesOf } from './differences.ts';

/** Consistent reads of the table at a time. */
const readsAtOnce = 16;

/** Objects by their id, as the provider showed them. */
export type SeenObjects = ReadonlyMap<string, ProviderObject>;

/**
 * Looks for the record of every object that was made in a stretch of time. Open operations that made one are completed.
 *
 * @returns the objects; undefined where not all could be read
 */
export async function compareObjects(
  context: ReconciliationContext,
  window: Window,
): Promise<SeenObjects | undefined> {
  const seen = new Map<string, ProviderObject>();
  const operations: OpenOperation[] = [];
  const { recovery, provider, counts } = context;
  for (const list of listsOf(context)) {
    const made = await madeIn(context, list, window);
    if (made === undefined) return undefined;
    for (const object of made) {
      if (object.id !== undefined && object.id !== '') seen.set(object.id, object);
    }
    await concurrently(made, { workers: readsAtOnce, until: recovery.until }, async (object) => {
      const open = await compare(context, object);
      if (open !== undefined) operations.push(open);
    });
  }
  await recoverProvider(recovery, { provider, operations }, (_, conclusion) => {
    if (conclusion === 'completed') counts.repaired += 1;
    return Promise.resolve();
  });
  return seen;
}

/** What was made in the stretch, its end not included: the objects of a list, and what is in them. */
async function madeIn(
  { lookups }: ReconciliationContext,
  list: ReconciledList,
  window: Window,
): Promise<readonly ProviderObject[] | undefined> {
  const made: ProviderObject[] = [];
  let areRead = true;
  const gap = await walkList(lookups.access, list, {
    ...lookups.call,
    window,
    visit: (items) => {
      const within = items.filter(({ object: { at } }) => isIn(at, window));
      for (const { object, item } of within) {
        const parts = list.search.parts === undefined ? [] : list.search.parts(item);
        areRead &&= parts !== undefined;
        made.push(object, ...(parts ?? []));
      }
      return !areRead;
    },
  });
  if (gap === undefined) return made;
  reportGap(lookups, 'list_not_read', { why: `${list.operation}: ${gap.why}` });
  return undefined;
}

const isIn = (at: number, { from, to }: Window): boolean => at >= from && at < to;

/**
 * Whether it was paid in a session that is on record: that is its operation. Whether it carries the id of that is not
 * documented.
 */
async function isOfKnownSession(
  { recovery, provider, lookups }: ReconciliationContext,
  { session }: ProviderObject,
): Promise<boolean> {
  const { sessionOperation } = lookups.access.provider;
  if (session === undefined || sessionOperation === undefined) return false;
  const made = await recovery.indexes.onResource(`${provider}#${session}`, sessionOperation);
  return made.length > 0;
}

/** Compares an object with its record; gives the operation where that is still open. */
async function compare(
  context: ReconciliationContext,
  object: ProviderObject,
): Promise<OpenOperation | undefined> {
  const { recovery, counts } = context;
  counts.objects += 1;
  const { id, reference = '' } = object;
  if (await isOfKnownSession(context, object)) return undefined;
  if (reference === '') {
    recovery.report('object_without_record', { object: id });
    return undefined;
  }
  const about = { object: id, operationId: reference };
  const stored = await recovery.store.get(reference);
  if (stored.kind === 'lost') throw stored.cause;
  if (stored.kind === 'held' && stored.record !== 'unreadable') {
    return compareWithRecord(context, { object, record: stored.record });
  }
  recovery.report(stored.kind === 'held' ? 'unreadable' : 'object_without_record', about);
  return undefined;
}

function compareWithRecord(
  { recovery, lookups }: ReconciliationContext,
  { object, record }: { readonly object: ProviderObject; readonly record: OperationRecord },
): OpenOperation | undefined {
  const about = { object: object.id, operationId: record.id };
  for (const difference of differencesOf(object, record, lookups.access.provider)) {
    recovery.report(difference, about);
  }
  if (record.state !== 'PENDING') return undefined;
  if (record.attempts > 0) return openOperation(record, recovery.registry);
  // On record nothing of it was ever sent: a person must say what to make of that.
  recovery.report('contradiction', about);
  return undefined;
}
