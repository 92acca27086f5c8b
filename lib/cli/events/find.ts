import { endpointStore, isResting } from '../../../functions/deliveries/endpoint-store.ts';
import type { Delivery, DeliveryState } from '../../../functions/deliveries/delivery.ts';
import {
  deliveryLog,
  type DeliveryLog,
  type FoundDelivery,
  type LaneProspect,
} from '../../../functions/deliveries/log/delivery-log.ts';
import { startOfTime, type EpochMs } from '../../../functions/platform/clock.ts';
import { UsageMistake } from '../usage-mistake.ts';
import type { EventsTarget } from './target.ts';

/** Which deliveries a person asks for. */
export type Wanted = {
  /** `'acme#pay_1'`. */
  readonly payment?: string | undefined;
  readonly state?: DeliveryState | undefined;
  /** Of the pending ones: whether they were tried already, and not taken. */
  readonly isTried?: boolean | undefined;
  readonly since?: EpochMs | undefined;
};

/** A delivery, and what its lane waits for. */
export type Seen = FoundDelivery & { readonly prospect: LaneProspect };

/** How an end point is. */
export type EndpointNote = {
  readonly name: string;
  readonly state: 'enabled' | 'resting' | 'disabled';
  readonly failures: number;
};

/** A moment as it was typed: a date, or a date and a time. @throws UsageMistake where it is none */
export function readMoment(text: string): EpochMs {
  const ms = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(ms)) {
    throw new UsageMistake(`${text} is no moment. Say one such as 2026-11-21T00:00:00Z.`);
  }
  return ms as EpochMs;
}

/** `'acme/pay_1'` → `'acme#pay_1'`. @throws UsageMistake where it is not of that form */
export function readPayment(text: string): string {
  const [, provider, payment] = /^([a-z]+)\/([^/#\s]+)$/.exec(text) ?? [];
  if (provider === undefined || payment === undefined) {
    throw new UsageMistake(`${text} is no payment. Say the provider and its id: PROVIDER/ID`);
  }
  return `${provider}#${payment}`;
}

const isWanted = (
  { state, at, tried }: Delivery,
  { state: wanted, isTried = tried > 0, since = startOfTime }: Wanted,
): boolean =>
  (wanted === undefined || state === wanted) && tried > 0 === isTried && Date.parse(at) >= since;

const candidates = (
  log: DeliveryLog,
  endpoint: string,
  { payment, since = startOfTime }: Wanted,
): AsyncIterable<FoundDelivery> =>
  payment === undefined ? log.newest(endpoint, since) : log.ofPayment(endpoint, payment);

const newestFirst = (one: FoundDelivery, other: FoundDelivery): number =>
  Date.parse(other.delivery.at) - Date.parse(one.delivery.at);

/** The newest deliveries that are wanted, of all end points together, newest first; at most so many. */
export async function findDeliveries(
  { client, table, endpoints }: EventsTarget,
  wanted: Wanted,
  most = Infinity,
): Promise<FoundDelivery[]> {
  const log = deliveryLog(client, table);
  const found: FoundDelivery[] = [];
  for (const endpoint of endpoints) {
    let count = 0;
    for await (const each of candidates(log, endpoint, wanted)) {
      if (!isWanted(each.delivery, wanted)) continue;
      found.push(each);
      count += 1;
      if (count >= most) break;
    }
  }
  return found.sort(newestFirst).slice(0, most);
}

/** The deliveries of one event, one for each end point that was to get it. */
export async function findEvent(
  { client, table, endpoints }: EventsTarget,
  id: string,
): Promise<FoundDelivery[]> {
  const log = deliveryLog(client, table);
  const found = await Promise.all(endpoints.map((endpoint) => log.find(endpoint, id)));
  return found.filter((each) => each !== undefined);
}

/** With what the lane of each pending one waits for. */
export async function withProspects(
  { client, table }: EventsTarget,
  found: readonly FoundDelivery[],
): Promise<Seen[]> {
  const log = deliveryLog(client, table);
  const prospects = new Map<string, Promise<LaneProspect>>();
  return Promise.all(
    found.map(async (each) => {
      if (each.delivery.state !== 'pending') return { ...each, prospect: {} };
      const { partition } = each.lane;
      const prospect = prospects.get(partition) ?? log.prospectOf(each.lane);
      prospects.set(partition, prospect);
      return { ...each, prospect: await prospect };
    }),
  );
}

/** How the end points are. */
export const noteEndpoints = ({
  client,
  table,
  endpoints,
}: EventsTarget): Promise<EndpointNote[]> =>
  Promise.all(
    endpoints.map(async (name) => {
      const state = await endpointStore(client, table).read(name);
      const { isDisabled, failures } = state;
      const word = isDisabled ? 'disabled' : isResting(state) ? 'resting' : 'enabled';
      return { name, state: word, failures };
    }),
  );
