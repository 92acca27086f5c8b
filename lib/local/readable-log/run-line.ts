import { duration, findingText, joined, operationColumn, timeOfDay, type Line } from './line.ts';
import type { Paint } from './paint.ts';

/** What is there whether a run has something to do or not: it is told beside what the run did, never alone. */
const standing: readonly string[] = ['open', 'oldestMs'];

/** What the run counted. How long it took itself has its own place. */
const countsOf = (line: Line): [name: string, count: number][] =>
  Object.entries(line).filter(
    (entry): entry is [string, number] =>
      entry[0] !== 'runMs' && typeof entry[1] === 'number' && entry[1] > 0,
  );

const countText = ([name, count]: [string, number]): string =>
  name.endsWith('Ms') ? `${name.slice(0, -2)} ${duration(count)}` : `${name} ${count}`;

/** The end of a run of a scheduled function, with what it counted; undefined where it had nothing to do or to tell. */
export function runText(line: Line, paint: Paint): string | undefined {
  const counts = countsOf(line);
  if (counts.every(([name]) => standing.includes(name))) return undefined;
  return joined([
    paint('dim', timeOfDay(line.time)),
    operationColumn(line.operation),
    `    ${counts.map(countText).join(', ')}`,
    duration(line.runMs ?? 0),
  ]);
}

/** What a run found that a person must know. */
export const foundText = (line: Line, paint: Paint): string =>
  joined([
    paint('dim', timeOfDay(line.time)),
    operationColumn(line.operation),
    `    ${paint('red', findingText(line))}`,
    paint('dim', joined([line.object, line.operationId])),
  ]);

/** An operation that a run completed. */
export const recoveredText = ({ time, operation, operationId }: Line, paint: Paint): string =>
  joined([
    paint('dim', timeOfDay(time)),
    operationColumn(operation),
    `    ${paint('green', 'recovered')}`,
    paint('dim', operationId ?? ''),
  ]);
