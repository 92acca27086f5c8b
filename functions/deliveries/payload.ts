import type { OutgoingEvent } from '../events/event.ts';

/** Members that are numbers where they leave the stack's own bus. */
export const numberMembers: ReadonlySet<string> = new Set(['revision', 'amount', 'refunded']);

/**
 * What a receiver gets: type, time and data, as Standard Webhooks proposes (its specification, "Payload structure",
 * 2026-11). Numbers are numbers, and what says nothing is left out.
 */
export function payloadOf({ type, at, ...members }: OutgoingEvent): string {
  const told = Object.entries(members).filter(([, value]) => value !== '');
  const data = told.map(
    ([name, value]) => [name, numberMembers.has(name) ? Number(value) : value] as const,
  );
  return JSON.stringify({
    type,
    timestamp: at,
    data: Object.fromEntries<string | number>(data),
  });
}
