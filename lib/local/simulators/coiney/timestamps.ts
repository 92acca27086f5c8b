const tokyoAheadMs = 9 * 60 * 60 * 1000;

/** A time in Coiney's format: Tokyo's time, whole seconds, `2016-08-14T21:57:20+09:00`. */
export const timestamp = (ms: number): string =>
  `${new Date(ms + tokyoAheadMs).toISOString().slice(0, 19)}+09:00`;

/** The same time of day some months later. */
export function monthsLater(months: number, ms: number): number {
  const day = new Date(ms);
  return day.setUTCMonth(day.getUTCMonth() + months);
}
