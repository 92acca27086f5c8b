import type { OperationRecord } from '../ledger/record.ts';
import { concurrently } from '../platform/concurrently.ts';
import type { Window } from '../providers/list-search.ts';
import type { ProviderObject } from '../providers/outcome.ts';
import { openOperation, type OpenOperation } from '../recovery/lookup/open-operation.ts';
import { recoverProvider } from '../recovery/recover-provider.ts';
import { reportGap } from '../recovery/lookup/provider-lookup.ts';
import type { ListedObject } from '../recovery/lookup/read-page.ts';
import { walkList } from '../recovery/lookup/walk-list.ts';
import { listsOf, type ReconciledList, type ReconciliationContext, type Seen } from './context.ts';
import { differencesOf } from './differences.ts';

/** Consistent reads of the table at a time. */
const readsAtOnce = 16;

/**
 * Looks for the record of every object that was made in a stretch of time. Open operations that made one are completed.
 *
 * @param most more objects than this are too many
 * @returns what was seen; or why not all of it was
 */
export async function compareObjects(
  context: ReconciliationContext,
  window: Window,
  most: number,
): Promise<Seen | 'too_long' | 'not_read'> {
  const objects = new Map<string, ListedObject>();
  const records = new Map<string, OperationRecord>();
  const named = new Set<string>();
  const operations: OpenOperation[] = [];
  const { recovery, provider, reads, counts } = context;
  for (const list of listsOf(context)) {
    const made = await madeIn(context, list, { window, most });
    if (typeof made === 'string') return made;
    for (const { listed } of made) objects.set(listed.object.id, listed);
    const all = made.flatMap(({ listed, parts }) => [listed.object, ...parts]);
    await concurrently(all, { workers: readsAtOnce, until: recovery.until }, async (object) => {
      const record = await compare(context, list, object);
      if (object.reference !== undefined) named.add(object.reference);
      if (record !== undefined) records.set(record.id, record);
      const open = record && openOf(context, object, record);
      if (open !== undefined) operations.push(open);
    });
  }
  await recoverProvider(recovery, { provider, operations, reads }, (_, conclusion) => {
    if (conclusion === 'completed') counts.repaired += 1;
    return Promise.resolve();
  });
  return { objects, records, named };
}

/** An object of a list, and what others have left in it. */
type Made = { readonly listed: ListedObject; readonly parts: readonly ProviderObject[] };

/** What was made in the stretch, its end not included: the objects of a list, and what is in them. */
async function madeIn(
  { lookups }: ReconciliationContext,
  list: ReconciledList,
  { window, most }: { window: Window; most: number },
): Promise<readonly Made[] | 'too_long' | 'not_read'> {
  const made = new Map<string, Made>();
  const unread = new Set<string>();
  const report = (why: string): void => {
    reportGap(lookups, 'list_not_read', { why: `${list.operation}: ${why}` });
  };
  const gap = await walkList(lookups.access, list, {
    ...lookups.call,
    window,
    since: window.from,
    visit: (items) => {
      for (const listed of items.filter(({ object: { at } }) => isIn(at, window))) {
        const parts = list.search.parts === undefined ? [] : list.search.parts(listed.item);
        if (parts === undefined) unread.add(listed.object.id);
        made.set(listed.object.id, { listed, parts: parts ?? [] });
      }
      return unread.size > 0 || made.size > most;
    },
    outOfOrder: () => {
      report('out_of_order');
    },
  });
  if (gap === undefined) return [...made.values()];
  if (unread.size === 0 && made.size > most) return 'too_long';
  report(gap.why);
  return 'not_read';
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

/** Whether an object is known though it carries no operation's id. */
async function isKnownWithoutReference(
  context: ReconciliationContext,
  { operation, search }: ReconciledList,
  object: ProviderObject,
): Promise<boolean> {
  if (search.alsoMadeByProvider === true) return true;
  if (object.id !== object.resource) return false;
  // Somebody has replaced its metadata; its create names it all the same.
  const resource = `${context.provider}#${object.id ?? ''}`;
  return (await context.recovery.indexes.onResource(resource, operation)).length > 0;
}

/** Compares an object with its record, and gives that. */
async function compare(
  context: ReconciliationContext,
  list: ReconciledList,
  object: ProviderObject,
): Promise<OperationRecord | undefined> {
  const { recovery, counts } = context;
  counts.objects += 1;
  const { id, reference = '' } = object;
  if (await isOfKnownSession(context, object)) return undefined;
  if (reference === '') {
    const isKnown = await isKnownWithoutReference(context, list, object);
    if (!isKnown) recovery.report('object_without_record', { object: id });
    return undefined;
  }
  const about = { object: id, operationId: reference };
  const stored = await recovery.store.get(reference);
  if (stored.kind === 'lost') throw stored.cause;
  if (stored.kind !== 'held' || stored.record === 'unreadable') {
    recovery.report(stored.kind === 'held' ? 'unreadable' : 'object_without_record', about);
    return undefined;
  }
  const { record } = stored;
  for (const difference of differencesOf(object, record, context.lookups.access.provider)) {
    recovery.report(difference, about);
  }
  return record;
}

/** The operation that made an object, where it is still open. */
function openOf(
  { recovery }: ReconciliationContext,
  { id }: ProviderObject,
  record: OperationRecord,
): OpenOperation | undefined {
  if (record.state !== 'PENDING') return undefined;
  if (record.attempts > 0) return openOperation(record, recovery.registry);
  // On record nothing of it was ever sent: a person must say what to make of that.
  recovery.report('contradiction', { object: id, operationId: record.id });
  return undefined;
}
