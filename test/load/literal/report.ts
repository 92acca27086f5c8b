import { hourMs } from '../../../functions/platform/clock.ts';
import type { LiteralResult } from './drive.ts';
import { isWrong, type LiteralVerdict } from './judge.ts';

/** `['b', 'a', 'b']` → `'a 1, b 2'` */
export const countBy = (words: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([word, count]) => `${word} ${count}`)
    .join(', ');
};

const findingsMost = 20;

/** One line for each of the first intents that went wrong. */
const findingsOf = ({ intents, verdicts }: LiteralResult): readonly string[] =>
  intents
    .flatMap((intent, index) => {
      const verdict = verdicts[index];
      if (verdict === undefined || !isWrong(verdict)) return [];
      const wrong = Object.entries(verdict).flatMap(([name, is]) => (is ? [name] : []));
      const { want, keys, advised, conclusion, operationId } = intent;
      return [
        `${wrong.join(' ')}: ${want.operation} ${conclusion}, keys ${keys.join(' ')}, ${operationId ?? 'no id'}, advised [${advised.join(' ')}], troubles ${JSON.stringify(want.troubles)}`,
      ];
    })
    .slice(0, findingsMost);

/** What is printed at the end; the last line is the one that counts. */
export function literalReportOf(result: LiteralResult): string {
  const { intents, verdicts, seconds, advancedMs, faults } = result;
  const requests = intents.reduce((sum, intent) => sum + intent.requests, 0);
  const keys = intents.reduce((sum, intent) => sum + intent.keys.length, 0);
  const met = intents.flatMap(({ want, requests: sent }) => want.troubles.slice(0, sent));
  const mistakes = met.flatMap(({ mistake }) => (mistake === undefined ? [] : [mistake]));
  const laid = [...faults.values()].reduce((sum, count) => sum + count, 0);
  const open = intents.filter(({ conclusion }) => conclusion === 'open').length;
  const count = (which: keyof LiteralVerdict): number =>
    verdicts.filter((verdict) => verdict[which]).length;
  return [
    `${intents.length} intents, ${keys} keys, ${requests} requests in ${seconds.toFixed(0)} s; the clock was moved on by ${(advancedMs / hourMs).toFixed(1)} h`,
    `faults ${laid}: ${[...faults].map(([kind, times]) => `${kind} ${times}`).join(', ')}`,
    `clients' mistakes ${mistakes.length}: ${countBy(mistakes)}`,
    `advised: ${countBy(intents.flatMap(({ advised }) => advised))}`,
    `clients believe: ${countBy(intents.map(({ conclusion }) => conclusion))}; left for a person ${open - count('neverTold')}`,
    ...findingsOf(result),
    `taken for done wrongly ${count('doneWrongly')}, never told ${count('neverTold')}`,
    `charged twice ${count('chargedTwice')}, given up wrongly ${count('givenUpWrongly')}`,
  ].join('\n');
}
