import { concurrently } from '../../platform/concurrently.ts';
import type { EpochMs } from '../../platform/clock.ts';
import type { Window } from '../../providers/list-search.ts';
import type { ProviderAccess } from '../../providers/client/provider-access.ts';
import type { CallContext } from '../../providers/client/read-from-provider.ts';
import { listOrder } from './list-order.ts';
import {
  notRead,
  readPage,
  type List,
  type ListedObject,
  type NotAttempted,
  type ReadPage,
} from './read-page.ts';
import { partsOf } from './windows.ts';

/** A list that never ends is not read for ever. With a hundred on a page a part of it may hold 50,000 payments. */
const pagesMax = 500;

/** A window that holds more than this may be walked through in parts, so many of them side by side. */
const partMost = 1_000;
const partsAtOnce = 8;

/** A walk through a list. */
export type Walk = CallContext & {
  /** In whole seconds, as objects are dated. Nothing where the list takes none. */
  readonly window?: Window | undefined;
  /** Whether a long window is walked through in parts: that is sooner done, and takes some pages more. */
  readonly inParts?: boolean;
  /** What is older is not looked for. It ends the walk where the list takes no window and comes newest first. */
  readonly since?: EpochMs | undefined;
  /** Is given what is on a page, and says whether that is enough. An item may come more than once. */
  readonly visit: (items: readonly ListedObject[]) => boolean;
  /** Is called where a list that takes no window does not come newest first. */
  readonly outOfOrder?: () => void;
};

/**
 * Goes through a list page by page. Never throws.
 *
 * @returns why something that was not visited may be in the list all the same; undefined where every item of every page
 *   was read that is not too old
 */
export async function walkList(
  access: ProviderAccess,
  list: List,
  walk: Walk,
): Promise<NotAttempted | undefined> {
  const { window, inParts = false } = walk;
  if (!list.search.takesWindow) return walkToThePast(access, list, walk);
  const first = await readPage(access, list, { ...walk, after: undefined, window });
  if ('kind' in first) return first;
  const parts = inParts ? Math.ceil(first.total / partMost) : 1;
  if (window === undefined || parts <= 1) return walkPages({ access, list, walk }, first);
  const shown = new Set<string>();
  const visit = (items: readonly ListedObject[]): boolean => {
    for (const { object } of items) shown.add(object.id);
    return walk.visit(items);
  };
  let gap: NotAttempted | undefined;
  await concurrently(partsOf(window, parts), { workers: partsAtOnce }, async (part) => {
    if (gap !== undefined) return;
    const inPart = { ...walk, visit, window: part };
    const page = await readPage(access, list, { ...inPart, after: undefined });
    const missing = 'kind' in page ? page : await walkPages({ access, list, walk: inPart }, page);
    gap ??= missing;
  });
  return gap ?? (shown.size < first.total ? notRead : undefined);
}

type Course = { readonly access: ProviderAccess; readonly list: List; readonly walk: Walk };

/** Goes on from the first page to the last; in the end as many items must have come as the list says it has. */
async function walkPages(
  { access, list, walk }: Course,
  first: ReadPage,
): Promise<NotAttempted | undefined> {
  const { window, visit, ...context } = walk;
  const seen = new Set<string>();
  let page = first;
  for (let pages = 1; ; pages += 1) {
    for (const { object } of page.items) seen.add(object.id);
    if (visit(page.items)) return notRead;
    const after = page.next;
    if (after === undefined) return seen.size < first.total ? notRead : undefined;
    if (pages === pagesMax) return notRead;
    const next = await readPage(access, list, { ...context, after, window });
    if ('kind' in next) return next;
    page = next;
  }
}

/**
 * The same of a list that cannot be asked for a time: newest first it is read to what is too old, else to its end. Where
 * it is not read to its end, its count says nothing, so that each page must begin with the last item of the one before,
 * and the first page is read once more.
 */
async function walkToThePast(
  access: ProviderAccess,
  list: List,
  walk: Walk,
): Promise<NotAttempted | undefined> {
  const { since, visit, outOfOrder, ...context } = walk;
  const past = pagesOfThePast();
  let after: string | undefined;
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const page = await readPage(access, list, { ...context, after, window: undefined });
    if ('kind' in page) return page;
    past.see(page);
    if (visit(page.items)) return notRead;
    after = page.next;
    if (after === undefined) {
      if (past.order.isBroken()) outOfOrder?.();
      return past.isShort() ? notRead : undefined;
    }
    if (since !== undefined && past.isWholeUntil(since)) {
      return isTop({ access, list, walk }, past.top());
    }
  }
  return notRead;
}

/** What is known of a list after some of its pages, from the first on. */
function pagesOfThePast() {
  const order = listOrder();
  const seen = new Set<string>();
  let [top, last, total]: [string?, string?, number?] = [];
  let meet = true;
  return {
    order,
    see: ({ items, total: all }: ReadPage): void => {
      meet &&= last === undefined || items[0]?.object.id === last;
      order.see(items.map(({ object }) => object));
      for (const { object } of items) seen.add(object.id);
      [top, last] = [top ?? items[0]?.object.id, items.at(-1)?.object.id];
      total ??= all;
    },
    /** The id of what was taken for the newest. */
    top: () => top,
    isShort: () => seen.size < (total ?? 0),
    /** Whether all that is newer than a moment has come, if the first page was the first. */
    isWholeUntil: (moment: EpochMs) => meet && order.isBefore(moment),
  };
}

/** Reads the first page once more: what was taken for the newest must be on it. What is newer is visited. */
async function isTop(
  { access, list, walk: { visit, ...context } }: Course,
  top: string | undefined,
): Promise<NotAttempted | undefined> {
  const page = await readPage(access, list, { ...context, after: undefined, window: undefined });
  if ('kind' in page) return page;
  if (visit(page.items)) return notRead;
  return page.items.some(({ object }) => object.id === top) ? undefined : notRead;
}
