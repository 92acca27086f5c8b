/**
 * `npm run simulate`: a day of 10 thousand, 100 thousand and a million payments, in which the provider is down for an
 * hour, with the shipped recovery and reconciliation; minutes of a machine's time, no network.
 * `-- --payments 50000 --limit 50` simulates one other day; the parameters are those of plan.ts.
 * `-- --write` writes the table into README.md of this folder.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { createProgress } from '../bench/progress.ts';
import { bundleSimulation } from './bundle.ts';
import type { Day } from './day.ts';
import { usual, type Parameters } from './plan.ts';
import { expectations, tableOf } from './report.ts';
import { simulateDay } from './simulate.ts';

const readme = 'test/simulation/README.md';
const marked = /<!-- days -->[\s\S]*<!-- \/days -->/;

const names = Object.keys(usual) as (keyof Parameters)[];
const option = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    ...Object.fromEntries(names.map((name) => [name, option])),
  },
});
const given: Partial<Parameters> = Object.fromEntries(
  names.flatMap((name) => {
    const value = (values as Record<string, unknown>)[name];
    return value === undefined ? [] : [[name, Number(value)]];
  }),
);
const counts = given.payments === undefined ? [10_000, 100_000, 1_000_000] : [given.payments];

const progress = createProgress(process.stderr);
const folder = await mkdtemp(join(tmpdir(), 'payment-gateway-simulation-'));
try {
  const bundle = join(folder, 'day.cjs');
  await bundleSimulation(bundle);
  const days: Day[] = [];
  for (const payments of counts) {
    const told = (at: number): void => {
      progress.at(`${payments} payments`, new Date(at).toISOString().slice(11, 16));
    };
    days.push(await simulateDay(bundle, { ...given, payments }, told));
  }
  progress.end();
  const table = tableOf(days);
  const broken = expectations.filter(([, holds]) => !days.every(holds)).map(([name]) => name);
  process.stdout.write(`${table}\n\n${broken.map((name) => `BROKEN: ${name}\n`).join('')}`);
  process.stdout.write(
    `expectations held ${expectations.length - broken.length}/${expectations.length}\n`,
  );
  if (values.write) {
    const text = (await readFile(readme, 'utf8')).replace(
      marked,
      `<!-- days -->\n\n${table}\n\n<!-- /days -->`,
    );
    await writeFile(readme, await format(text, { parser: 'markdown' }));
  }
  process.exitCode = broken.length === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
