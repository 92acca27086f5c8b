import type { LoadResult } from './load.ts';

const at = (sorted: readonly number[], part: number): string =>
  `${(sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? 0).toFixed(0)} ms`;

const countBy = (words: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${word} ${count}`).join(', ');
};

/** What is printed at the end; the last line is the one that counts. */
export function reportOf(result: LoadResult): string {
  const { accounts, judgements, seconds, kills, reconciled } = result;
  const took = accounts.flatMap((account) => account.took).sort((one, other) => one - other);
  const faulty = accounts.filter(({ task }) => task.fault !== undefined).length;
  const count = (which: 'chargedTwice' | 'lost' | 'toldWrong'): number =>
    judgements.filter((judgement) => judgement[which]).length;
  return [
    `${accounts.length} operations, ${took.length} requests in ${seconds.toFixed(0)} s: ${(took.length / seconds).toFixed(0)} a second`,
    `answered within: p50 ${at(took, 0.5)}, p90 ${at(took, 0.9)}, p99 ${at(took, 0.99)}, most ${at(took, 1)}`,
    `faults ${faulty}, processes killed ${kills}, callers gone ${accounts.filter(({ task }) => task.vanishes).length}`,
    `told: ${countBy(judgements.map(({ outcome }) => outcome))}`,
    `recovery: runs ${reconciled.runs} (${reconciled.failed} killed), operations ended ${reconciled.recovered}, left for a person ${judgements.filter(({ isForPerson }) => isForPerson).length}`,
    ...result.findings,
    `events of the provider ${result.events.told}; deliveries ${result.deliveries.taken}, refused at first ${result.deliveries.refused}, dead letters ${result.deliveries.deadLetters}`,
    `charged twice ${count('chargedTwice')}, lost ${count('lost')}, told wrong ${count('toldWrong')}, events lost ${result.events.lost + result.deliveries.lost}, doubled after dedupe ${result.events.doubled + result.deliveries.doubled}`,
  ].join('\n');
}
