import { after, earlier, hourMs, dayMs, type EpochMs } from '../../platform/clock.ts';
import { concurrently } from '../../platform/concurrently.ts';
import type { ProviderEvent } from '../../providers/event-source.ts';
import { receive } from '../apply.ts';
import type { InboxContext } from '../inbox-context.ts';
import { listEvents, type Listed } from './list-events.ts';

/** Events that happened so long before the newest one known may appear in the list after it. */
const overlapMs = hourMs;

/** Consistent reads of the table at a time: an hour of a big day has tens of thousands of events that are known. */
const readsAtOnce = 16;

/** How far back the first look goes. */
const firstMs = dayMs;

/** Those of some events that are on record; not all of them where the time does not suffice. */
async function knownOf(
  { inbox, source, recovery: { until } }: InboxContext,
  events: readonly ProviderEvent[],
): Promise<Set<string>> {
  const known = new Set<string>();
  await concurrently(events, { workers: readsAtOnce, until }, async ({ id }) => {
    if ((await inbox.event(source.provider, id)) !== undefined) known.add(id);
  });
  return known;
}

/** Puts listed events through the inbox, oldest first, as far as the time suffices. */
async function receiveListed(
  context: InboxContext,
  { events, to }: Listed,
): Promise<{ readonly missed: number; readonly reached: EpochMs }> {
  const { recovery } = context;
  const known = await knownOf(context, events);
  let missed = 0;
  let reached = 0 as EpochMs;
  for (const event of events) {
    if (recovery.until.aborted) return { missed, reached };
    if (!known.has(event.id)) {
      await receive(context, event, 'list');
      // A page that moves on while it is read shows an event twice.
      known.add(event.id);
      missed += 1;
    }
    reached = Math.max(reached, event.at ?? reached) as EpochMs;
  }
  // A stretch that was gone through lies behind us, even where nothing has happened in it.
  return { missed, reached: recovery.until.aborted ? reached : (to ?? reached) };
}

/** Where the look begins. The first one's place is kept at once: a later one may come days after it. */
async function begin({ inbox, source }: InboxContext, startedAt: EpochMs): Promise<EpochMs> {
  const kept = await inbox.cursor(source.provider);
  if (kept !== undefined) return kept;
  const first = after(startedAt, -firstMs + overlapMs);
  await inbox.moveCursor(source.provider, first);
  return first;
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
  const { events: list } = source;
  if (list === undefined) return 0;
  const startedAt = recovery.now();
  const cursor = await begin(context, startedAt);
  let from: EpochMs | undefined = after(cursor, -overlapMs);
  let missed = 0;
  while (from !== undefined) {
    const listed: Listed = await listEvents(context, list, from);
    const received = await receiveListed(context, listed);
    missed += received.missed;
    // An event that is dated ahead of our clock must not hide those that come before it.
    const reached = earlier(received.reached, startedAt);
    if (listed.isWhole && reached > cursor) await inbox.moveCursor(source.provider, reached);
    from = listed.isWhole && !recovery.until.aborted ? listed.to : undefined;
  }
  return missed;
}
