import type { EpochMs } from '../../platform/clock.ts';
import type { Window } from '../../providers/list-search.ts';
import type { ProviderAccess } from '../../providers/client/provider-access.ts';
import type { CallContext } from '../../providers/client/read-from-provider.ts';
import type { List, ListedObject, NotAttempted } from './read-page.ts';
import { walkList } from './walk-list.ts';

/** What was found of the operations that were looked for. */
export type Found = {
  /** By the reference of each that was found, the objects that carry it, by their ids. */
  readonly found: ReadonlyMap<string, ReadonlyMap<string, ListedObject>>;
  /** As of {@link walkList}. */
  readonly gap: NotAttempted | undefined;
};

/**
 * Goes through a list for objects that carry the references of operations, and by nothing else. Never throws.
 *
 * @param search each reference with the earliest time of what it may have made: what is older is of an older use of the
 *   same key; with `stopsAtFirst` the first page that holds any of them is the last that is read
 */
export async function findInList(
  access: ProviderAccess,
  list: List,
  search: CallContext & {
    readonly references: ReadonlyMap<string, EpochMs>;
    readonly window?: Window | undefined;
    readonly stopsAtFirst?: boolean;
    readonly outOfOrder?: () => void;
  },
): Promise<Found> {
  const { references, stopsAtFirst = false, ...context } = search;
  const found = new Map<string, Map<string, ListedObject>>();
  const since = [...references.values()].reduce((one, other) => (other < one ? other : one));
  const gap = await walkList(access, list, {
    ...context,
    inParts: true,
    since,
    visit: (items) => {
      for (const listed of items) {
        const { reference, id, at } = listed.object;
        const earliest = reference === undefined ? undefined : references.get(reference);
        if (reference === undefined || earliest === undefined) continue;
        if (at < earliest) continue;
        const before = found.get(reference) ?? new Map<string, ListedObject>();
        found.set(reference, before.set(id, listed));
      }
      return stopsAtFirst && found.size > 0;
    },
  });
  return { found, gap };
}
