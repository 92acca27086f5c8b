import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { bodyBytesMax } from '../../functions/http/request/request-limits.ts';
import { bodyBytesMax as answerBytesMax } from '../../functions/ledger/completion.ts';
import { bundleSettings } from '../../lib/bundle/bundle.ts';
import { atMost, type BudgetLine } from './budget-line.ts';
import { textNames } from './card-number-texts.ts';

const run = promisify(execFile);

const source = fileURLToPath(new URL('card-number-host.ts', import.meta.url));

/** Processes for each text. The best counts, so that others on the machine count less. */
const processes = 5;

/** How long a request waits for the first search of a process, and for a later one, in milliseconds. */
type Cost = { readonly name: string; readonly first: number; readonly later: number };

async function costOf(
  name: string,
  [program, ...words]: readonly [string, ...string[]],
): Promise<Cost> {
  let cost: Cost = { name, first: Infinity, later: Infinity };
  for (let count = 0; count < processes; count += 1) {
    const { stdout } = await run(program, words);
    const [first = Infinity, ...later] = JSON.parse(stdout) as readonly number[];
    cost = {
      name,
      first: Math.min(cost.first, first),
      later: Math.min(cost.later, ...later),
    };
  }
  return cost;
}

const most = { value: 20, unit: 'ms', digits: 1 };

const worst = (costs: readonly Cost[], which: 'first' | 'later'): Cost =>
  costs.reduce((one, other) => (other[which] > one[which] ? other : one));

/** The first time V8 interprets the search, and compiles it while the text waits. */
function linesOf(what: string, costs: readonly Cost[]): readonly BudgetLine[] {
  const first = worst(costs, 'first');
  const later = worst(costs, 'later');
  return [
    atMost(`card numbers in ${what}, the first time, the worst: ${first.name}`, first.first, most),
    atMost(`card numbers in ${what}, the worst: ${later.name}`, later.later, most),
  ];
}

/**
 * What the search for card numbers costs with the worst texts that are known, at the limits of a body and an answer: the
 * first time in a process, before V8 has compiled it, and later.
 */
export async function measureCardNumbers(
  folder: string,
  runtime: string,
): Promise<readonly BudgetLine[]> {
  const outfile = join(folder, 'card-number-host.cjs');
  await build({ ...bundleSettings, entryPoints: [source], outfile });
  const measured = async (bytes: number, where: 'body' | 'answer'): Promise<readonly Cost[]> => {
    const costs: Cost[] = [];
    for (const name of textNames) {
      costs.push(await costOf(name, [runtime, outfile, name, String(bytes), where]));
    }
    return costs;
  };
  const usual = await costOf('a payment', [runtime, outfile, 'a payment', '2000', 'body']);
  return [
    atMost('card numbers in a payment of 2 kB, the first time', usual.first, { ...most, value: 2 }),
    ...linesOf('a body of 64 kB', await measured(bodyBytesMax, 'body')),
    ...linesOf('an answer of 64 kB', await measured(answerBytesMax, 'answer')),
  ];
}
