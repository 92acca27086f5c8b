import type { Destination } from '../providers/call.ts';
import type { AnyContract, Page, Search, Window } from '../providers/contract.ts';
import type { Outcome, Told } from '../providers/outcome.ts';
import { read, type Asking } from '../providers/read.ts';

/** A list that never ends is not read for ever. With a hundred on a page it may hold 50,000 payments. */
const pagesMax = 500;

type NotAttempted = Extract<Outcome, { kind: 'not_attempted' }>;
type Done = Extract<Outcome, { kind: 'done' }>;

/** A provider's list and how it is read: the path below which its objects are, and the headers that go along. */
export type List = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly search: Search;
  readonly tell: AnyContract['tell'];
};

const notRead: NotAttempted = { kind: 'not_attempted', why: 'not_read' };

/** What was read; whatever is no clear yes was not. */
const asRead = (outcome: Outcome): Done | NotAttempted =>
  outcome.kind === 'done' || outcome.kind === 'not_attempted' ? outcome : notRead;

type Place = { readonly after: string | undefined; readonly window: Window | undefined };

async function readPage(
  destination: Destination,
  list: List,
  asking: Asking & Place,
): Promise<Page | NotAttempted> {
  let page: Page | undefined;
  const { after, window, ...question } = asking;
  const place = { ...list, query: list.search.query(after, window) };
  const outcome = asRead(
    await read(destination, place, {
      ...question,
      tell: (body) => {
        page = list.search.read(body);
        return page && { object: 'list' };
      },
    }),
  );
  return outcome.kind === 'done' ? (page ?? notRead) : outcome;
}

/** An item of a list, and what it tells. */
export type Item = { readonly told: Told; readonly item: unknown };

/** The items of a page; a gap where one can't be read, or lies outside the time that was asked for. */
function itemsOf(
  { items }: Page,
  { search, tell }: List,
  window: Window | undefined,
): readonly Item[] | NotAttempted {
  const all = items.map((item) => ({ item, told: tell(item, { reference: '', path: {} }) }));
  // What can't be read may be what is sought.
  const isRead = all.every((each): each is Item => each.told !== undefined);
  if (!isRead) return notRead;
  const isOutside = ({ told: { at } }: Item): boolean =>
    window !== undefined && at !== undefined && (at < window.from || at > window.to);
  return search.takesWindow && all.some(isOutside)
    ? { kind: 'not_attempted', why: 'filter_ignored' }
    : all;
}

/**
 * Goes through a list page by page. Never throws.
 *
 * @param seeking its window is in whole seconds, as objects are dated; `visit` is told of each page and says whether
 *   that is enough
 * @returns why what was not visited may be there all the same; undefined where every item of every page was read
 */
export async function walk(
  destination: Destination,
  list: List,
  seeking: Asking & {
    readonly window?: Window | undefined;
    readonly visit: (items: readonly Item[]) => boolean;
  },
): Promise<NotAttempted | undefined> {
  const { window, visit, ...asking } = seeking;
  const seen = new Set<string>();
  let after: string | undefined;
  let total: number | undefined;
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const page = await readPage(destination, list, { ...asking, after, window });
    if ('kind' in page) return page;
    const items = itemsOf(page, list, window);
    if ('kind' in items) return items;
    for (const { told } of items) seen.add(told.object);
    if (visit(items)) return notRead;
    total ??= page.total;
    after = page.next;
    if (after === undefined) return seen.size < total ? notRead : undefined;
  }
  return notRead;
}

/** What was found of the operations that were sought. */
export type Sought = {
  /** By the reference of each that was found, the ids of the objects that carry it. */
  readonly found: ReadonlyMap<string, ReadonlySet<string>>;
  /** As of {@link walk}. */
  readonly gap: NotAttempted | undefined;
};

/**
 * Goes through a list for objects that carry the references of operations, and by nothing else. Never throws.
 *
 * @param seeking with `stopsAtFirst` the first page that holds anything sought is the last that is read
 */
export async function seek(
  destination: Destination,
  list: List,
  seeking: Asking & {
    readonly references: ReadonlySet<string>;
    readonly window?: Window | undefined;
    readonly stopsAtFirst?: boolean;
  },
): Promise<Sought> {
  const { references, stopsAtFirst = false, ...asking } = seeking;
  const found = new Map<string, Set<string>>();
  const gap = await walk(destination, list, {
    ...asking,
    visit: (items) => {
      for (const { told } of items) {
        const { reference, object } = told;
        if (reference === undefined || !references.has(reference)) continue;
        found.set(reference, (found.get(reference) ?? new Set()).add(object));
      }
      return stopsAtFirst && found.size > 0;
    },
  });
  return { found, gap };
}

/** One object of a list as it stands now, answered as its create would have been. Never throws. */
export async function readFound(
  destination: Destination,
  list: List,
  asking: Asking & { readonly id: string },
): Promise<Done | NotAttempted> {
  const { id, ...question } = asking;
  const place = { ...list, path: `${list.path}/${encodeURIComponent(id)}`, query: [] };
  const outcome = asRead(
    await read(destination, place, {
      ...question,
      tell: (body) => {
        const told = list.tell(body, { reference: '', path: {} });
        return told?.object === id ? told : undefined;
      },
    }),
  );
  if (outcome.kind !== 'done') return outcome;
  const answer = { ...outcome.answer, status: list.search.madeStatus };
  return { ...outcome, answer, wasRead: true };
}
