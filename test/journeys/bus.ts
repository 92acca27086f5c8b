import type { System } from './system.ts';

/** An event as the bus has it. */
export type BusEvent = {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: Readonly<Record<string, string>>;
};

/** What went over the bus so far, each event once, in the order in which it came first. */
export async function eventsOf(local: System): Promise<readonly BusEvent['detail'][]> {
  await local.sandbox('POST', 'events/wait');
  const events = (await local.sandbox('GET', 'events')) as BusEvent[];
  return [...new Map(events.map(({ detail }) => [detail['id'], detail])).values()];
}

/** Those about one payment, and those about an operation on it. */
export const about = (
  events: readonly BusEvent['detail'][],
  payment: string,
): readonly BusEvent['detail'][] => events.filter((event) => event['payment'] === payment);
