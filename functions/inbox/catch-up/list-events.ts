import { after, isPast, minuteMs, secondMs, type EpochMs } from '../../platform/clock.ts';
import type {
  EventPage,
  EventSource,
  ProviderEvent,
  Stretch,
} from '../../providers/event-source.ts';
import type { InboxContext } from '../inbox-context.ts';
import { readList } from './read-list.ts';

/** The most pages of one look. */
const pagesMost = 200;

/** No stretch of time is made shorter than this. */
const stretchLeastMs = minuteMs;

/** Events, oldest first; whether these are all of them; and up to when, where that is not now. */
export type Listed = {
  readonly events: readonly ProviderEvent[];
  readonly isWhole: boolean;
  readonly to?: EpochMs | undefined;
};

type List = NonNullable<EventSource['events']>;

type ReadPage = (number: number, stretch: Stretch) => Promise<EventPage | undefined>;

const pagesOf =
  (context: InboxContext, list: List): ReadPage =>
  async (number, stretch) => {
    const page = { path: list.path, query: list.query(number, stretch) };
    const { outcome, body } = await readList(context, page);
    return outcome.kind === 'done' ? list.read(body) : undefined;
  };

const wholeSeconds = (ms: number): number => Math.floor(ms / secondMs) * secondMs;

/** The first page of the longest stretch that one look can read: the whole, its first half, the first half of that. */
async function firstPage(
  read: ReadPage,
  { from, now }: { from: EpochMs; now: EpochMs },
): Promise<{ readonly page: EventPage | undefined; readonly stretch: Stretch }> {
  let stretch: Stretch = { from };
  for (;;) {
    const page = await read(1, stretch);
    const halfMs = wholeSeconds(((stretch.to ?? now) - from) / 2);
    if (page === undefined || page.pages <= pagesMost || halfMs < stretchLeastMs) {
      return { page, stretch };
    }
    stretch = { from, to: after(from, halfMs) };
  }
}

/** The events since a moment, as far as one look can read them. */
export async function listEvents(
  context: InboxContext,
  list: List,
  from: EpochMs,
): Promise<Listed> {
  const { source, recovery } = context;
  const read = pagesOf(context, list);
  const { page: first, stretch } = await firstPage(read, { from, now: recovery.now() });
  const found: ProviderEvent[] = [];
  const until = (isWhole: boolean): Listed => ({
    events: found.filter(({ at }) => at === undefined || !isPast(at, from)).reverse(),
    isWhole,
    to: stretch.to,
  });
  const unread = (why: string): Listed => {
    recovery.report('list_not_read', { why: `${source.provider} events${why}` });
    return until(false);
  };
  let isReadable = true;
  for (let number = 1; number <= pagesMost; number += 1) {
    const page = number === 1 ? first : await read(number, stretch);
    if (page === undefined) return unread('');
    isReadable &&= !page.events.includes('unreadable');
    found.push(...page.events.filter((event) => typeof event === 'object'));
    const isLast = number >= page.pages;
    if (isLast || (page.oldestAt !== undefined && isPast(page.oldestAt, from))) {
      return isReadable ? until(true) : unread('');
    }
  }
  return unread(': too many');
}
