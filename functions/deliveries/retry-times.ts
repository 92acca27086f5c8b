import { after, hourMs, isPast, minuteMs, type EpochMs } from '../platform/clock.ts';

/** How long after each failed try the next one is made; together somewhat over three days. */
export const waitsMs: readonly number[] = [
  ...[minuteMs, 5 * minuteMs, 30 * minuteMs],
  ...[2, 5, 10, 14, 20, 24].map((hours) => hours * hourMs),
];

/** After so long nobody tries any more what failed so often, though an end point that rests was seldom tried. */
const givenUpAfterMs = 76 * hourMs;
const triesLeast = 5;

/** When a delivery is tried again that has failed so often; undefined where it is given up. */
export function nextTryAt(
  { tried, since }: { readonly tried: number; readonly since: EpochMs },
  at: EpochMs,
): EpochMs | undefined {
  const waitMs = waitsMs[tried - 1];
  const isOver = tried >= triesLeast && isPast(after(since, givenUpAfterMs), at);
  return waitMs === undefined || isOver ? undefined : after(at, waitMs);
}
