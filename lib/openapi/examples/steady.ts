import { dayMs, hourMs } from '../../../functions/platform/clock.ts';

/*
 * What is recorded must be the same each time, or every recording would change the document. So ids and moments are
 * replaced: the same one by the same one, in the order in which they appear.
 */

/** Forms of ids that are made at random, and what is put before the number that stands for one. */
const ids: readonly (readonly [pattern: RegExp, steady: (number: number) => string])[] = [
  [/\bop_[0-9A-Z]{26}\b/g, (number) => `op_${String(number).padStart(26, '0')}`],
  [
    /\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g,
    (number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  ],
  [/(?<=\b[a-z]{2}_)[0-9a-f]{32}\b/g, (number) => String(number).padStart(32, '0')],
  [/(?<=\b([a-z]{3}_)?)[0-9a-z]{25}\b/g, (number) => `example${String(number).padStart(18, '0')}`],
];

const moment = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+09:00)/g;

const tokyoMs = 9 * hourMs;

/** Noon in Tokyo, so that no time zone here has another day. */
const steadyNow = Date.UTC(2026, 0, 15, 3);

const dayOf = (ms: number): number => Math.floor((ms + tokyoMs) / dayMs);

/** Further away than this, it was the request that named a day. */
const nearMs = 60 * dayMs;

/** A moment of the recording in the same form: now, or so many days later at the same time of day. */
function steadyMoment(text: string, now: number): string {
  const at = Date.parse(text);
  if (Math.abs(at - now) > nearMs) return text;
  const isNow = Math.abs(at - now) < hourMs;
  const steady = isNow ? steadyNow : at + (dayOf(steadyNow) - dayOf(now)) * dayMs;
  const isTokyo = text.endsWith('+09:00');
  const written = new Date(isTokyo ? steady + tokyoMs : steady).toISOString().slice(0, 19);
  return `${written}${text.includes('.') ? '.000' : ''}${isTokyo ? '+09:00' : 'Z'}`;
}

/** The recording as text, with everything replaced that would be another one next time. */
export function steady(text: string, now: number): string {
  const withIds = ids.reduce((written, [pattern, steadyId]) => {
    const known = new Map<string, string>();
    return written.replaceAll(pattern, (found) => {
      const steadied = known.get(found) ?? steadyId(known.size + 1);
      known.set(found, steadied);
      return steadied;
    });
  }, text);
  return withIds.replaceAll(moment, (found) => steadyMoment(found, now));
}
