import { after, hourMs, isPast, dayMs, type EpochMs } from '../../platform/clock.ts';
import type { ProviderEvent } from '../../providers/event-source.ts';
import { filledSecret } from '../../providers/client/provider-access.ts';
import { readFromProvider } from '../../providers/client/read-from-provider.ts';
import { receive } from '../apply.ts';
import type { InboxContext } from '../inbox-context.ts';

/** Events that happened so long before the newest one known may appear in the list after it. */
const overlapMs = hourMs;

/** How far back the first look goes. */
const firstMs = dayMs;

/** The most pages of one look. */
const pagesMost = 200;

/** The events since a moment, oldest first; undefined where the list could not be read to that moment. */
async function eventsSince(
  { source, access, recovery }: InboxContext,
  since: EpochMs,
): Promise<readonly ProviderEvent[] | undefined> {
  const { events: list } = source;
  if (list === undefined) return [];
  const secret = await filledSecret(access);
  const found: ProviderEvent[] = [];
  for (let number = 1; number <= pagesMost; number += 1) {
    let body: unknown;
    const outcome = await readFromProvider(
      access,
      { path: list.path, headers: {}, query: list.query(number) },
      {
        ...{ secret, signal: recovery.until, line: { ...recovery.line } },
        parse: (answer) => {
          body = answer;
          return { id: 'events' };
        },
      },
    );
    const page = outcome.kind === 'done' ? list.read(body) : undefined;
    if (page === undefined || page.events.includes('unreadable')) {
      recovery.report('list_not_read', { why: `${source.provider} events` });
      return undefined;
    }
    found.push(...page.events.filter((event) => typeof event === 'object'));
    if (page.isLast || (page.oldestAt !== undefined && isPast(page.oldestAt, since))) {
      return found.filter(({ at }) => at === undefined || !isPast(at, since)).reverse();
    }
  }
  recovery.report('list_not_read', { why: `${source.provider} events: too many` });
  return undefined;
}

/**
 * Reads the provider's list of events from where the last look ended, less an hour, and puts each through the inbox:
 * so a webhook that never came is not missed. The cursor moves only over events that are kept.
 *
 * @returns how many were not known before
 */
export async function readEvents(context: InboxContext): Promise<number> {
  const { inbox, source, recovery } = context;
  if (source.events === undefined) return 0;
  const startedAt = recovery.now();
  const cursor = (await inbox.cursor(source.provider)) ?? after(startedAt, -firstMs + overlapMs);
  const events = await eventsSince(context, after(cursor, -overlapMs));
  let missed = 0;
  let reached: EpochMs = cursor;
  for (const event of events ?? []) {
    if (recovery.until.aborted) break;
    const known = await inbox.event(source.provider, event.id);
    if (known === undefined) {
      await receive(context, event, 'list');
      missed += 1;
    }
    reached = Math.max(reached, event.at ?? reached) as EpochMs;
  }
  if (reached > cursor) await inbox.moveCursor(source.provider, reached);
  return missed;
}
