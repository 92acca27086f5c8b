import { differencesOf } from './differences.ts';
import { caseOf, type Case } from '../recovery/open-operation.ts';
import { concurrently } from '../platform/concurrently.ts';
import type { Window } from '../providers/contract.ts';
import { listsOf, type AuditedList, type Ground } from './context.ts';
import type { Held } from '../ledger/record.ts';
import type { Told } from '../providers/outcome.ts';
import { resolveAt } from '../recovery/recover-provider.ts';
import { walk } from '../recovery/walk-list.ts';

const readsAtOnce = 16;

/** Objects by their id, as the provider showed them. */
export type Seen = ReadonlyMap<string, Told>;

/**
 * Looks for the record of every object that was made in a stretch of time. Open operations that made one are ended.
 *
 * @returns the objects; undefined where not all could be read
 */
export async function auditObjects(ground: Ground, window: Window): Promise<Seen | undefined> {
  const seen = new Map<string, Told>();
  const open: Case[] = [];
  for (const list of listsOf(ground)) {
    const made = await madeIn(ground, list, window);
    if (made === undefined) return undefined;
    for (const told of made) if (told.object !== '') seen.set(told.object, told);
    await concurrently(made, { workers: readsAtOnce, until: ground.desk.until }, async (told) => {
      const found = await compare(ground, told);
      if (found !== undefined) open.push(found);
    });
  }
  const { desk, provider, counts } = ground;
  await resolveAt(desk, { provider, cases: open }, (_, conclusion) => {
    if (conclusion === 'ended') counts.repaired += 1;
    return Promise.resolve();
  });
  return seen;
}

/** What was made in the stretch, its end not included: the objects of a list, and what is in them. */
async function madeIn(
  { desk, looking }: Ground,
  list: AuditedList,
  window: Window,
): Promise<readonly Told[] | undefined> {
  const made: Told[] = [];
  const gap = await walk(looking.destination, list, {
    ...looking.asking,
    window,
    visit: (items) => {
      const within = items.filter(({ told: { at } }) => at === undefined || isIn(at, window));
      made.push(
        ...within.flatMap(({ told, item }) => [told, ...(list.search.parts?.(item) ?? [])]),
      );
      return false;
    },
  });
  if (gap === undefined) return made;
  if (!desk.until.aborted) desk.report('list_not_read', { why: `${list.operation}: ${gap.why}` });
  return undefined;
}

const isIn = (at: number, { from, to }: Window): boolean => at >= from && at < to;

/** Compares an object with its record; gives the operation where that is still open. */
async function compare({ desk, looking, counts }: Ground, told: Told): Promise<Case | undefined> {
  counts.objects += 1;
  const { object, reference = '' } = told;
  const about = { object, ...(reference === '' ? {} : { operationId: reference }) };
  const held: Held = reference === '' ? { kind: 'absent' } : await desk.table.get(reference);
  if (held.kind === 'lost') throw held.cause;
  if (held.kind === 'absent') {
    desk.report('object_without_record', about);
    return undefined;
  }
  if (held.entry === 'unreadable') {
    desk.report('unreadable', about);
    return undefined;
  }
  const { entry } = held;
  const { follows } = looking.destination.provider;
  for (const difference of differencesOf(told, entry, follows)) desk.report(difference, about);
  if (entry.state !== 'PENDING') return undefined;
  if (entry.attempts > 0) return caseOf(entry, desk.catalogue);
  // On record nothing of it was ever sent: what to make of that a person must say.
  desk.report('contradiction', about);
  return undefined;
}
