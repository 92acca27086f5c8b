import type { Series } from './recorded.ts';

const steps = [1, 2, 2.5, 5, 10];

/** The end of an axis from zero: a round number that is no less than any figure. */
export function roundTop(all: readonly Series[]): number {
  const most = Math.max(0, ...all.flat().filter((value) => value !== undefined));
  if (most === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  const top = steps.map((step) => step * power).find((value) => value >= most) ?? most;
  // Half of what is counted is written at the axis, too.
  return top === 1 ? 2 : top;
}

/** `12400` → `12.4K`: as CloudWatch writes it at an axis. */
export const short = (value: number): string =>
  value >= 1000 ? `${Math.round(value / 100) / 10}K` : String(Math.round(value * 100) / 100);
