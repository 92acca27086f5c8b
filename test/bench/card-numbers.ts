import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bodyBytesMax } from '../../functions/http/request-limits.ts';
import { bundleSettings } from '../../lib/bundle.ts';
import { atMost, type BudgetLine } from './budget-line.ts';

type Search = typeof import('../../functions/platform/card-number.ts');

const source = fileURLToPath(new URL('../../functions/platform/card-number.ts', import.meta.url));

/** The search as it ships: in one bundle. */
async function shipped(folder: string): Promise<Search> {
  const outfile = join(folder, 'card-number.cjs');
  await build({ ...bundleSettings, minify: true, entryPoints: [source], outfile });
  return createRequire(import.meta.url)(outfile) as Search;
}

/** The largest answer that is kept; what is larger is not searched. */
const answerBytesMax = 300 * 1024;

const card = '4111111111111111';

/** Texts that are repeated to the limit: what costs the search for card numbers most. */
const parts: Readonly<Record<string, string>> = {
  digits: '4',
  'single digits': '4 ',
  'separators of two kinds': '4 4-',
  'groups of four': '4444 ',
  pairs: '44-',
  decimals: '1.4 ',
  'combining marks': '\u0301',
  'digits with marks': '4\u0301',
  separators: '-',
  'digits and letters': '4a',
  escapes: '\\u0034',
  'mathematical digits': '\u{1d7d2}',
  dates: '2026-06-17 ',
  'cards with expiries': `${card} 12/30 `,
  cards: `${card} `,
  ids: `a1b2c3d${card}`,
};

const filled = (part: string, bytes: number): string =>
  part.repeat(Math.floor(bytes / Buffer.byteLength(part)));

const tries = 5;

/** Milliseconds of CPU of the best of a few tries, so that others on the machine count less. */
function cpuMs(act: () => unknown): number {
  const all = Array.from({ length: tries }, () => {
    const before = process.cpuUsage();
    act();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...all);
}

const most = { value: 20, unit: 'ms', digits: 1 };

const slowest = (cost: (part: string) => number): { name: string; ms: number } => {
  const all = Object.entries(parts).map(([name, part]) => ({ name, ms: cost(part) }));
  return all.reduce((one, other) => (other.ms > one.ms ? other : one));
};

/** What the search for card numbers costs with the worst texts that are known, at the limits of a body and an answer. */
export async function measureCardNumbers(folder: string): Promise<readonly BudgetLine[]> {
  const { hasCardNumber, maskCardNumbersInJson } = await shipped(folder);
  const body = slowest((part) => {
    const text = filled(part, bodyBytesMax);
    return cpuMs(() => hasCardNumber(text));
  });
  const answer = slowest((part) => {
    const json = `["${filled(part, answerBytesMax - 4)}"]`;
    return cpuMs(() => maskCardNumbersInJson(json));
  });
  return [
    atMost(`card numbers in a body of 64 kB, the worst: ${body.name}`, body.ms, most),
    atMost(`card numbers in an answer of 300 kB, the worst: ${answer.name}`, answer.ms, most),
  ];
}
