import { minuteMs } from '../platform/clock.ts';
import type { Window } from '../providers/list-search.ts';
import { listOf, type OpenOperation } from '../recovery/lookup/open-operation.ts';
import { walkList } from '../recovery/lookup/walk-list.ts';
import { merged, usualWindowOf } from '../recovery/lookup/windows.ts';
import type { ReconciliationContext } from './context.ts';

/** Where fewer were made in a minute, each object is read by itself. */
const fewestInMinute = 20;

const areMany = ({ from, to }: Window, windows: readonly Window[]): boolean =>
  windows.filter((each) => each.from >= from && each.to <= to).length >=
  (fewestInMinute * (to - from)) / minuteMs;

/**
 * The ids of objects that creates have made outside of the stretch in which they were completed, as far as a list shows
 * them: after an outage many are completed long after they were made, and a page shows a hundred. What it does not show
 * is read one by one.
 */
export async function shownObjects(
  { lookups }: ReconciliationContext,
  creates: readonly OpenOperation[],
): Promise<ReadonlySet<string>> {
  const shown = new Set<string>();
  for (const operation of new Set(creates.map((each) => each.operation))) {
    const ofOne = creates.filter((each) => each.operation === operation);
    const list = ofOne[0] && listOf(ofOne[0]);
    if (list?.search.takesWindow !== true) continue;
    const windows = ofOne.map(({ record }) => usualWindowOf(record));
    for (const window of merged(windows).filter((each) => areMany(each, windows))) {
      await walkList(lookups.access, list, {
        ...lookups.call,
        window,
        visit: (items) => {
          for (const { object } of items) shown.add(object.id);
          return false;
        },
      });
    }
  }
  return shown;
}
