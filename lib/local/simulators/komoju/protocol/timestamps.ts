const dayMs = 24 * 60 * 60 * 1000;

/** KOMOJU's days end at midnight in Tokyo, which is nine hours ahead of UTC without summer time. */
const tokyoAheadMs = 9 * 60 * 60 * 1000;

/** A time in KOMOJU's format: UTC, whole seconds. */
export const timestamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** A time as sessions show it: in Tokyo, with milliseconds. Samples of KOMOJU's guides (seen 2026). */
export const tokyoTimestamp = (ms: number): string =>
  new Date(ms + tokyoAheadMs).toISOString().replace('Z', '+09:00');

/** The last second of the day in Tokyo that is so many days later: always 14:59:59Z. */
export function endOfDayIn(days: number, ms: number): string {
  const today = Math.floor((ms + tokyoAheadMs) / dayMs);
  return timestamp((today + days + 1) * dayMs - tokyoAheadMs - 1000);
}
