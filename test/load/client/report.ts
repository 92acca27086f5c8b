import { hourMs } from '../../../functions/platform/clock.ts';
import { isWrong, type LiteralVerdict } from '../literal/judge.ts';
import { countBy } from '../literal/report.ts';
import type { ClientResult, ClientsResult } from './drive.ts';

const findingsMost = 20;

/** One line for each of the first intents that went wrong. */
const findingsOf = ({ intents, verdicts }: ClientResult): readonly string[] =>
  intents
    .flatMap((intent, index) => {
      const verdict = verdicts[index];
      if (verdict === undefined || !isWrong(verdict)) return [];
      const wrong = Object.entries(verdict).flatMap(([name, is]) => (is ? [name] : []));
      const { want, keys, outcomes, conclusion } = intent;
      return [
        `${wrong.join(' ')}: ${want.operation} ${conclusion}, keys ${keys.join(' ')}, outcomes [${outcomes.join(' ')}], ${JSON.stringify(want)}`,
      ];
    })
    .slice(0, findingsMost);

/** What became of one client's intents; the last line is the one that counts. */
function linesOf(result: ClientResult): readonly string[] {
  const { language, intents, verdicts, deaths } = result;
  const sum = (of: (intent: ClientResult['intents'][number]) => number): number =>
    intents.reduce((total, intent) => total + of(intent), 0);
  const met = intents.flatMap(({ want, requests }) => want.troubles.slice(0, requests));
  const accidents = met.flatMap(({ accident }) => (accident === undefined ? [] : [accident]));
  const count = (which: keyof LiteralVerdict): number =>
    verdicts.filter((verdict) => verdict[which]).length;
  const open = intents.filter(({ conclusion }) => conclusion === 'open').length;
  return [
    `the client in ${language}: ${intents.length} intents, ${sum(({ keys }) => keys.length)} keys, ${sum(({ outcomes }) => outcomes.length)} calls, ${sum(({ requests }) => requests)} requests; its process was killed ${deaths} times`,
    `  on the network ${accidents.length}: ${countBy(accidents)}`,
    `  calls: ${countBy(intents.flatMap(({ outcomes }) => outcomes))}`,
    `  its shop believes: ${countBy(intents.map(({ conclusion }) => conclusion))}; left for a person ${open - count('neverTold')}`,
    ...findingsOf(result),
    `  taken for done wrongly ${count('doneWrongly')}, never told ${count('neverTold')}`,
    `  charged twice ${count('chargedTwice')}, given up wrongly ${count('givenUpWrongly')}`,
  ];
}

/** What is printed at the end. */
export function clientsReportOf(result: ClientsResult): string {
  const { clients, seconds, advancedMs, faults } = result;
  const laid = [...faults.values()].reduce((total, times) => total + times, 0);
  return [
    `${seconds.toFixed(0)} s; the clock was moved on by ${(advancedMs / hourMs).toFixed(1)} h`,
    `faults ${laid}: ${[...faults].map(([kind, times]) => `${kind} ${times}`).join(', ')}`,
    ...clients.flatMap(linesOf),
  ].join('\n');
}
