import { dayMs, hourMs, minuteMs, secondMs } from '../../functions/platform/clock.ts';

/* What happens in the simulated day, as numbers: a million payments are too many for objects. */

export const kinds = [
  'komoju.payment.create',
  'komoju.payment.capture',
  'komoju.payment.refund',
] as const;

/** What is simulated. */
export type Parameters = {
  /** Payments of the day. */
  readonly payments: number;
  /** The part of them that comes in the hour of the outage, which is a peak. */
  readonly peakShare: number;
  /** The part of the outage's operations that the provider executed, though nobody was answered. */
  readonly executed: number;
  /** The part of payments that are captured later, and of those that are refunded. */
  readonly captured: number;
  readonly refunded: number;
  /** Requests that the provider takes in a second, those of callers included; what comes beyond is throttled. */
  readonly limit: number;
  /** Its answer to a read of an object, and of a page of a list. */
  readonly objectMs: number;
  readonly pageMs: number;
  /** The table's answer, and what a call of it takes of a Lambda's CPU. */
  readonly tableMs: number;
  readonly cpuMs: number;
};

export const usual: Parameters = {
  payments: 1_000_000,
  peakShare: 0.18,
  executed: 1,
  captured: 0.05,
  refunded: 0.05,
  limit: 100,
  objectMs: 150,
  pageMs: 300,
  tableMs: 6,
  cpuMs: 1,
};

/** The simulated day begins here; before it lies an hour without payments. */
export const dayBegin = Date.UTC(2026, 10, 2);
export const outage = { from: dayBegin + 12 * hourMs, to: dayBegin + 13 * hourMs };
export const dayEnd = dayBegin + dayMs;

/** So long after the outage a few answers are still lost: fresh unknown outcomes behind a backlog. */
const freshMs = 30 * minuteMs;
const freshEvery = 200;

/** Operations in the order of their time. */
export type Plan = {
  readonly count: number;
  readonly at: Float64Array;
  readonly kind: Uint8Array;
  readonly payment: Int32Array;
  /** Whether nobody was answered, and whether the provider executed it. */
  readonly isUnknown: Uint8Array;
  readonly isExecuted: Uint8Array;
  /** The operations of each payment, by their kind; -1 where there is none. */
  readonly ofPayment: readonly Int32Array[];
  /** When each payment was made, in their order. */
  readonly madeAt: Float64Array;
};

/** The moments of the day's payments: evenly, and more of them in the hour of the outage. */
function momentsOf({ payments, peakShare }: Parameters): Float64Array {
  const inPeak = Math.round(payments * peakShare);
  const before = Math.round(((payments - inPeak) * 12) / 23);
  return Float64Array.from({ length: payments }, (_, index) => {
    if (index < before) return dayBegin + (index / before) * 12 * hourMs;
    if (index < before + inPeak) return outage.from + ((index - before) / inPeak) * hourMs;
    return outage.to + ((index - before - inPeak) / (payments - before - inPeak)) * 11 * hourMs;
  });
}

/** Every so manieth, spread evenly. */
const isOneOf = (index: number, share: number): boolean =>
  Math.floor((index + 1) * share) > Math.floor(index * share);

type Planned = readonly [at: number, kind: number, payment: number];

/** The operations of a payment, in the order of their time. */
function operationsOf(payment: number, made: number, parameters: Parameters): readonly Planned[] {
  const { captured, refunded } = parameters;
  const all: Planned[] = [[made, 0, payment]];
  if (isOneOf(payment, captured)) all.push([made + 20 * minuteMs, 1, payment]);
  if (isOneOf(payment + 7, refunded)) all.push([made + 3 * hourMs, 2, payment]);
  return all.filter(([at]) => at < dayEnd);
}

/** Makes the plan of a day. */
export function planOf(parameters: Parameters): Plan {
  const madeAt = momentsOf(parameters);
  const all = [...madeAt]
    .flatMap((made, payment) => operationsOf(payment, made, parameters))
    .sort(([one], [other]) => one - other);
  const ofPayment = kinds.map(() => new Int32Array(madeAt.length).fill(-1));
  for (const [index, [, kind, payment]] of all.entries())
    ofPayment[kind]?.fill(index, payment, payment + 1);
  const isOut = (at: number): boolean => at >= outage.from && at < outage.to;
  const isFresh = (at: number, index: number): boolean =>
    at >= outage.to && at < outage.to + freshMs && index % freshEvery === 0;
  const flags = (is: (planned: Planned, index: number) => boolean): Uint8Array =>
    Uint8Array.from(all, (planned, index) => Number(is(planned, index)));
  return {
    count: all.length,
    at: Float64Array.from(all, ([at]) => at),
    kind: Uint8Array.from(all, ([, kind]) => kind),
    payment: Int32Array.from(all, ([, , payment]) => payment),
    isUnknown: flags(([at], index) => isOut(at) || isFresh(at, index)),
    isExecuted: flags(([at], index) => !isOut(at) || isOneOf(index, parameters.executed)),
    ofPayment,
    madeAt,
  };
}

/** How long an answer takes that was not lost. */
export const answeredAfterMs = secondMs / 2;

/** `op_` and 26 digits, of which the last spreads the operations evenly over the shards. */
export const idOf = (index: number): string => `op_${String(index).padStart(25, '0')}${index % 8}`;
export const indexOf = (id: string): number => Number(id.slice(3, -1));
