import { UsageMistake } from '../usage-mistake.ts';

/** A whole number as it was typed. @throws UsageMistake for anything else */
export function readWhole(name: string, text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new UsageMistake(`${name} ${text} is no whole number.`);
  return Number(text);
}
