import { after, hourMs, isPast, dayMs, type EpochMs } from '../../platform/clock.ts';
import type { EventPage, EventSource, ProviderEvent } from '../../providers/event-source.ts';
import { receive } from '../apply.ts';
import type { InboxContext } from '../inbox-context.ts';
import { readList } from './read-list.ts';

/** Events that happened so long before the newest one known may appear in the list after it. */
const overlapMs = hourMs;

/** How far back the first look goes. */
const firstMs = dayMs;

/** The most pages of one look. */
const pagesMost = 200;

/** Events, oldest first, and whether these are all of them. */
type Listed = { readonly events: readonly ProviderEvent[]; readonly isWhole: boolean };

async function pageOf(
  context: InboxContext,
  list: NonNullable<EventSource['events']>,
  number: number,
): Promise<EventPage | undefined> {
  const page = { path: list.path, query: list.query(number) };
  const { outcome, body } = await readList(context, page);
  return outcome.kind === 'done' ? list.read(body) : undefined;
}

/** The events since a moment, as far as the list can be read. */
async function eventsSince(context: InboxContext, since: EpochMs): Promise<Listed> {
  const { source, recovery } = context;
  const { events: list } = source;
  if (list === undefined) return { events: [], isWhole: true };
  const found: ProviderEvent[] = [];
  const until = (isWhole: boolean): Listed => ({
    events: found.filter(({ at }) => at === undefined || !isPast(at, since)).reverse(),
    isWhole,
  });
  const unread = (why: string): Listed => {
    recovery.report('list_not_read', { why: `${source.provider} events${why}` });
    return until(false);
  };
  let isReadable = true;
  for (let number = 1; number <= pagesMost; number += 1) {
    const page = await pageOf(context, list, number);
    if (page === undefined) return unread('');
    isReadable &&= !page.events.includes('unreadable');
    found.push(...page.events.filter((event) => typeof event === 'object'));
    if (page.isLast || (page.oldestAt !== undefined && isPast(page.oldestAt, since))) {
      return isReadable ? until(true) : unread('');
    }
  }
  return unread(': too many');
}

/**
 * Reads the provider's list of events from where the last look ended, less an hour, and puts each through the inbox:
 * so a webhook that never came is not missed. What could not be read of the list holds up no other event, but the cursor,
 * which moves only over events that are kept.
 *
 * @returns how many were not known before
 */
export async function readEvents(context: InboxContext): Promise<number> {
  const { inbox, source, recovery } = context;
  if (source.events === undefined) return 0;
  const startedAt = recovery.now();
  const cursor = (await inbox.cursor(source.provider)) ?? after(startedAt, -firstMs + overlapMs);
  const { events, isWhole } = await eventsSince(context, after(cursor, -overlapMs));
  let missed = 0;
  let reached: EpochMs = cursor;
  for (const event of events) {
    if (recovery.until.aborted) break;
    const known = await inbox.event(source.provider, event.id);
    if (known === undefined) {
      await receive(context, event, 'list');
      missed += 1;
    }
    reached = Math.max(reached, event.at ?? reached) as EpochMs;
  }
  // An event that is dated ahead of our clock must not hide those that come before it.
  reached = Math.min(reached, startedAt) as EpochMs;
  if (isWhole && reached > cursor) await inbox.moveCursor(source.provider, reached);
  return missed;
}
