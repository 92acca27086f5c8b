import { findDeliveries } from '../../cli/events/find.ts';
import type { EventsTarget } from '../../cli/events/target.ts';
import { findingOf } from '../../cli/finding.ts';
import type { FoundOperation } from '../../cli/open-operations.ts';
import { after, dayMs, type EpochMs } from '../../../functions/platform/clock.ts';
import type { FindingRow } from '../api/findings.ts';
import type { OpenCount } from '../api/health.ts';
import type { IncomingRow } from '../api/webhooks.ts';
import { incomingMost } from './incoming.ts';

/* What is open, of each kind: how many, and since when the oldest. */

/** Deliveries of each end point that are looked through. */
const deliveriesMost = 200;

/** What has ended is kept for 30 days. */
const keptMs = 30 * dayMs;

type Kind = Pick<OpenCount, 'name' | 'href'> & { readonly tone: OpenCount['state'] };

/** @param times when each of them began, in ISO 8601 */
const count = (
  { name, href, tone }: Kind,
  times: readonly (string | null)[],
  isMore = false,
): OpenCount => ({
  ...{ name, href, isMore },
  count: times.length,
  oldestAt: times.filter((time) => time !== null).sort()[0] ?? null,
  state: times.length === 0 ? 'good' : tone,
});

const beginOf = ({ record }: FoundOperation): string | null =>
  record === 'unreadable' ? null : new Date(record.firstAt).toISOString();

/** Operations whose outcome nobody knows, and those of them that wait for a person. */
export function operationCounts(open: readonly FoundOperation[], at: EpochMs): OpenCount[] {
  const forPerson = open.filter((each) => findingOf(each, at) !== undefined);
  const href = '/operations';
  return [
    count({ name: 'Operations with an unknown outcome', href, tone: 'unknown' }, open.map(beginOf)),
    count({ name: 'Operations that wait for a person', href, tone: 'bad' }, forPerson.map(beginOf)),
  ];
}

/** What the reconciliations found. What was noted of payments and orders is in no index: nobody counts it. */
export const findingCount = (findings: readonly FindingRow[], days: number): OpenCount =>
  count(
    {
      name: `Findings of the reconciliation in ${String(days)} days`,
      href: '/findings',
      tone: 'bad',
    },
    findings.map(({ at }) => at),
  );

/** What came in and was not applied. */
export const incomingCount = (rows: readonly IncomingRow[]): OpenCount =>
  count(
    { name: 'Webhooks that came in and are not applied', href: '/webhooks', tone: 'unknown' },
    rows.map(({ receivedAt }) => receivedAt),
    rows.length >= incomingMost,
  );

/** What goes out and is not taken: tried again, or given up. */
export async function deliveryCounts(target: EventsTarget): Promise<OpenCount[]> {
  const since = after(target.now(), -keptMs);
  const newest = await findDeliveries(target, { since }, deliveriesMost);
  const of = (isWanted: (state: string, tried: number) => boolean): string[] =>
    newest
      .filter(({ delivery: { state, tried } }) => isWanted(state, tried))
      .map(({ delivery: { at } }) => at);
  const href = '/webhooks?state=';
  return [
    count(
      { name: 'Deliveries that fail', href: `${href}failing`, tone: 'unknown' },
      of((state, tried) => state === 'pending' && tried > 0),
    ),
    count(
      { name: 'Deliveries given up', href: `${href}given_up`, tone: 'bad' },
      of((state) => state === 'given_up'),
    ),
  ];
}
