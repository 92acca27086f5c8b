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
  captured: 0.1,
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

/** Makes the plan of a day. */
export function planOf(parameters: Parameters): Plan {
  const madeAt = momentsOf(parameters);
  const all: (readonly [at: number, kind: number, payment: number])[] = [];
  for (const [payment, made] of madeAt.entries()) {
    all.push([made, 0, payment]);
    const isCaptured = isOneOf(payment, parameters.captured);
    if (isCaptured) all.push([made + 20 * minuteMs, 1, payment]);
    if (isOneOf(payment + 7, parameters.refunded)) all.push([made + 3 * hourMs, 2, payment]);
  }
  const within = all.filter(([at]) => at < dayEnd).sort(([one], [other]) => one - other);
  const count = within.length;
  const ofPayment = kinds.map(() => new Int32Array(madeAt.length).fill(-1));
  const plan = {
    count,
    at: new Float64Array(count),
    kind: new Uint8Array(count),
    payment: new Int32Array(count),
    isUnknown: new Uint8Array(count),
    isExecuted: new Uint8Array(count).fill(1),
    ofPayment,
    madeAt,
  };
  for (const [index, [at, kind, payment]] of within.entries()) {
    plan.at[index] = at;
    plan.kind[index] = kind;
    plan.payment[index] = payment;
    (ofPayment[kind] as Int32Array)[payment] = index;
    const isOut = at >= outage.from && at < outage.to;
    const isFresh = at >= outage.to && at < outage.to + freshMs && index % freshEvery === 0;
    plan.isUnknown[index] = isOut || isFresh ? 1 : 0;
    plan.isExecuted[index] = isOut && !isOneOf(index, parameters.executed) ? 0 : 1;
  }
  return plan;
}

/** How long an answer takes that was not lost. */
export const answeredAfterMs = secondMs / 2;

/** `op_` and 26 digits. */
export const idOf = (index: number): string => `op_${String(index).padStart(26, '0')}`;
export const indexOf = (id: string): number => Number(id.slice(3));
