import { ask, type Destination, type Question } from './ask.ts';
import { secondMs } from './clock.ts';
import type { AnyContract, Page, Search } from './contract.ts';
import type { Outcome, Told } from './outcome.ts';
import type { Request } from './request.ts';
import { wireRequest } from './wire.ts';

/** Half of the longest time for the provider: the rest is for what is sent if nothing is found. */
const searchMs = 9 * secondMs;

/** A list that never ends is not read for ever. With a hundred on a page it may hold 50,000 payments. */
const pagesMax = 500;

type Asking = Pick<Question, 'secret' | 'signal' | 'line'>;
type NotAttempted = Extract<Outcome, { kind: 'not_attempted' }>;
type Sought = {
  readonly reference: string;
  readonly request: Request;
  readonly contract: AnyContract;
  readonly search: Search;
};

const notRead: NotAttempted = { kind: 'not_attempted', why: 'not_read' };

/** One read below the path of the create. Whatever is no clear yes was not read. */
async function read(
  destination: Destination,
  { path, headers }: Pick<Request, 'path' | 'headers'>,
  asking: Asking & Pick<Request, 'query'> & Pick<Question, 'tell'>,
): Promise<Extract<Outcome, { kind: 'done' | 'not_attempted' }>> {
  const { query, ...question } = asking;
  const outcome = await ask(destination, {
    ...question,
    request: wireRequest(
      destination,
      { method: 'GET', path, headers, query },
      { encoding: 'none', value: {} },
    ),
    maySend: () => true,
  });
  return outcome.kind === 'done' || outcome.kind === 'not_attempted' ? outcome : notRead;
}

async function readPage(
  destination: Destination,
  { request, search }: Sought,
  asking: Asking & { after: string | undefined },
): Promise<Page | NotAttempted> {
  let page: Page | undefined;
  const { after, ...question } = asking;
  const outcome = await read(destination, request, {
    ...question,
    query: search.query(after),
    tell: (body) => {
      page = search.read(body);
      return page && { object: 'list' };
    },
  });
  return outcome.kind === 'done' ? (page ?? notRead) : outcome;
}

/** The ids of what carries the reference; none only if every item of every page was read and none does. */
async function walk(
  destination: Destination,
  sought: Sought,
  asking: Asking,
): Promise<ReadonlySet<string> | NotAttempted> {
  const { reference, request, contract } = sought;
  const asked = { reference, path: request.pathParameters };
  const seen = new Set<string>();
  let after: string | undefined;
  let total: number | undefined;
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const page = await readPage(destination, sought, { ...asking, after });
    if ('kind' in page) return page;
    const items = page.items.map((item) => contract.tell(item, asked));
    // What can't be read may be what is sought.
    if (!items.every((item): item is Told => item !== undefined)) return notRead;
    const ours = items.filter((item) => item.reference === reference);
    if (ours.length > 0) return new Set(ours.map(({ object }) => object));
    for (const { object } of items) seen.add(object);
    total ??= page.total;
    after = page.next;
    if (after === undefined) return seen.size < total ? notRead : new Set();
  }
  return notRead;
}

/**
 * Searches the provider's list, page by page, for what an earlier attempt may have made, by the operation id that it
 * carries and by nothing else. Never throws.
 *
 * @returns the found object as the attempt's own outcome, in the provider's words of today; undefined where the whole
 *   list was read and it is not there; not attempted where the list could not be read to its end
 */
export async function search(
  destination: Destination,
  sought: Sought,
  asking: Asking,
): Promise<Outcome | undefined> {
  const signal = AbortSignal.any([asking.signal, AbortSignal.timeout(searchMs)]);
  const found = await walk(destination, sought, { ...asking, signal });
  if ('kind' in found) return found;
  const [id, ...others] = found;
  if (id === undefined) return undefined;
  // Which of them a caller may have been told nobody knows: a person decides.
  if (others.length > 0) return { kind: 'unknown', why: 'contradicts' };
  const { request, contract, reference } = sought;
  const asked = { reference, path: request.pathParameters };
  const outcome = await read(
    destination,
    { ...request, path: `${request.path}/${encodeURIComponent(id)}` },
    {
      ...asking,
      query: [],
      tell: (body) => {
        const told = contract.tell(body, asked);
        return told?.object === id ? told : undefined;
      },
    },
  );
  if (outcome.kind !== 'done') return outcome;
  const answer = { ...outcome.answer, status: sought.search.madeStatus };
  return { ...outcome, answer, wasRead: true };
}
