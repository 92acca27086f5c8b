import type { DatedObject, ListSearch, Page, Window } from '../../providers/list-search.ts';
import type { Outcome } from '../../providers/outcome.ts';
import { around, wholeSecond } from './windows.ts';
import type { ProviderAccess } from '../../providers/client/provider-access.ts';
import { readFromProvider, type CallContext } from '../../providers/client/read-from-provider.ts';

export type NotAttempted = Extract<Outcome, { kind: 'not_attempted' }>;
export type Done = Extract<Outcome, { kind: 'done' }>;

/** A provider's list and how it is read: the path below which its objects are, and the headers that go along. */
export type List = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly search: ListSearch;
};

export const notRead: NotAttempted = { kind: 'not_attempted', why: 'not_read' };

/** What was read. Whatever is no clear yes was not read. */
const asRead = (outcome: Outcome): Done | NotAttempted =>
  outcome.kind === 'done' || outcome.kind === 'not_attempted' ? outcome : notRead;

/** An item of a list, and what it says of its object. */
export type ListedObject = { readonly object: DatedObject; readonly item: unknown };

/** Which page of a list: the one after a cursor, of a window where the list takes one. */
export type Position = { readonly after: string | undefined; readonly window: Window | undefined };

/** A page, with what each of its items says of its object; or why nothing follows from it. */
export type ReadPage = Omit<Page, 'items'> & { readonly items: readonly ListedObject[] };

/** One page of a list: of a window all that is in it, and perhaps what is a second away. Never throws. */
export async function readPage(
  access: ProviderAccess,
  list: List,
  call: CallContext & Position,
): Promise<ReadPage | NotAttempted> {
  let page: Page | undefined;
  const { after, window, ...context } = call;
  const asked = window && around(window);
  const target = { ...list, query: list.search.query(after, asked) };
  const outcome = asRead(
    await readFromProvider(access, target, {
      ...context,
      parse: (body) => {
        page = list.search.read(body);
        return page && { id: 'list' };
      },
    }),
  );
  if (outcome.kind !== 'done') return outcome;
  if (page === undefined) return notRead;
  const items = itemsOf(page, list, asked);
  return 'kind' in items ? items : { ...page, items };
}

/** The items of a page; a gap where one can't be read, or lies outside what was asked for. */
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
    window !== undefined && (at < window.from || wholeSecond(at) > window.to);
  return search.takesWindow && all.some(isOutside)
    ? { kind: 'not_attempted', why: 'filter_ignored' }
    : all;
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
