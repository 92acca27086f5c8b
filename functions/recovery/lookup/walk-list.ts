import type { EpochMs } from '../../platform/clock.ts';
import type { DatedObject, ListSearch, Page, Window } from '../../providers/list-search.ts';
import type { Outcome } from '../../providers/outcome.ts';
import type { ProviderAccess } from '../../providers/client/provider-access.ts';
import { readFromProvider, type CallContext } from '../../providers/client/read-from-provider.ts';

/** A list that never ends is not read for ever. With a hundred on a page it may hold 50,000 payments. */
const pagesMax = 500;

export type NotAttempted = Extract<Outcome, { kind: 'not_attempted' }>;
export type Done = Extract<Outcome, { kind: 'done' }>;

/** A provider's list and how it is read: the path below which its objects are, and the headers that go along. */
export type List = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly search: ListSearch;
};

const notRead: NotAttempted = { kind: 'not_attempted', why: 'not_read' };

/** What was read. Whatever is no clear yes was not read. */
const asRead = (outcome: Outcome): Done | NotAttempted =>
  outcome.kind === 'done' || outcome.kind === 'not_attempted' ? outcome : notRead;

type Position = { readonly after: string | undefined; readonly window: Window | undefined };

async function readPage(
  access: ProviderAccess,
  list: List,
  call: CallContext & Position,
): Promise<Page | NotAttempted> {
  let page: Page | undefined;
  const { after, window, ...context } = call;
  const target = { ...list, query: list.search.query(after, window) };
  const outcome = asRead(
    await readFromProvider(access, target, {
      ...context,
      parse: (body) => {
        page = list.search.read(body);
        return page && { id: 'list' };
      },
    }),
  );
  return outcome.kind === 'done' ? (page ?? notRead) : outcome;
}

/** An item of a list, and what it says of its object. */
export type ListedObject = { readonly object: DatedObject; readonly item: unknown };

/** The items of a page; a gap where one can't be read, or lies outside the window that was asked for. */
function itemsOf(
  { items }: Page,
  { search }: List,
  window: Window | undefined,
): readonly ListedObject[] | NotAttempted {
  const all = items.map((item) => ({ item, object: search.item(item) }));
  // An item that can't be read may be the one that is looked for.
  const isRead = all.every((each): each is ListedObject => each.object !== undefined);
  if (!isRead) return notRead;
  const isOutside = ({ object: { at } }: ListedObject): boolean =>
    window !== undefined && (at < window.from || at > window.to);
  return search.takesWindow && all.some(isOutside)
    ? { kind: 'not_attempted', why: 'filter_ignored' }
    : all;
}

/**
 * Goes through a list page by page. Never throws.
 *
 * @param walk its window is in whole seconds, as objects are dated; `visit` gets each page and says whether that is
 *   enough
 * @returns why something that was not visited may be in the list all the same; undefined where every item of every page
 *   was read
 */
export async function walkList(
  access: ProviderAccess,
  list: List,
  walk: CallContext & {
    readonly window?: Window | undefined;
    readonly visit: (items: readonly ListedObject[]) => boolean;
  },
): Promise<NotAttempted | undefined> {
  const { window, visit, ...context } = walk;
  const seen = new Set<string>();
  let after: string | undefined;
  let total: number | undefined;
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const page = await readPage(access, list, { ...context, after, window });
    if ('kind' in page) return page;
    const items = itemsOf(page, list, window);
    if ('kind' in items) return items;
    for (const { object } of items) seen.add(object.id);
    if (visit(items)) return notRead;
    total ??= page.total;
    after = page.next;
    if (after === undefined) return seen.size < total ? notRead : undefined;
  }
  return notRead;
}

/** What was found of the operations that were looked for. */
export type Found = {
  /** By the reference of each that was found, the ids of the objects that carry it. */
  readonly found: ReadonlyMap<string, ReadonlySet<string>>;
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
  },
): Promise<Found> {
  const { references, stopsAtFirst = false, ...context } = search;
  const found = new Map<string, Set<string>>();
  const gap = await walkList(access, list, {
    ...context,
    visit: (items) => {
      for (const { object } of items) {
        const { reference, id, at } = object;
        const earliest = reference === undefined ? undefined : references.get(reference);
        if (reference === undefined || earliest === undefined) continue;
        if (at < earliest) continue;
        found.set(reference, (found.get(reference) ?? new Set()).add(id));
      }
      return stopsAtFirst && found.size > 0;
    },
  });
  return { found, gap };
}

/** One object of a list as it is now, answered as its create would have been. Never throws. */
export async function readListed(
  access: ProviderAccess,
  list: List,
  call: CallContext & { readonly id: string },
): Promise<Done | NotAttempted> {
  const { id, ...context } = call;
  const target = { ...list, path: `${list.path}/${encodeURIComponent(id)}`, query: [] };
  const outcome = asRead(
    await readFromProvider(access, target, {
      ...context,
      parse: (body) => {
        const object = list.search.item(body);
        return object?.id === id ? object : undefined;
      },
    }),
  );
  if (outcome.kind !== 'done') return outcome;
  const answer = { ...outcome.answer, status: list.search.madeStatus };
  return { ...outcome, answer, wasRead: true };
}
