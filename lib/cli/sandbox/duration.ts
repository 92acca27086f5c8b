import { dayMs, hourMs, minuteMs, secondMs } from '../../../functions/platform/clock.ts';
import { UsageMistake } from '../usage-mistake.ts';

const units = { s: secondMs, m: minuteMs, h: hourMs, d: dayMs } as const;

/**
 * A length of time as people write it: `+2h`, `30m`, `+1d12h`.
 *
 * @returns milliseconds
 * @throws UsageMistake for anything else
 */
export function readDuration(text: string): number {
  if (!/^\+?(?:\d{1,9}[dhms])+$/.test(text))
    throw new UsageMistake(`${text} is no length of time. Write +2h, +30m, +3d or +1d12h.`);
  const parts = text.matchAll(/(\d+)([dhms])/g);
  return [...parts].reduce(
    (sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units],
    0,
  );
}
