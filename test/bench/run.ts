/**
 * `npm run bench`: what the gateway costs, in round trips, bytes, milliseconds and CPU, each beside its budget.
 * `npm run bench -- --profile` shows instead where a warm request's CPU time goes; `-- --cost` writes the
 * costs into test/bench/README.md, and `-- --time-line` what a request waits for.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { synthesizeLocal } from '../../lib/local/template/synthesize.ts';
import { readTemplate } from '../../lib/local/template/template.ts';
import { operationIds } from '../../functions/operations.ts';
import { measureCold, measurePhases, measureWarm } from './against-peer.ts';
import { atMost, only, tableOf, type BudgetLine } from './budget-line.ts';
import { measureCardNumbers } from './card-numbers.ts';
import { kilobytesOf, makeBundles, type Bundles } from './bundles.ts';
import { makeIdentity } from './certificate.ts';
import { costsFile, secretsWithoutEndpoints, withCosts } from './cost.ts';
import { profileWarm } from './profile.ts';
import { createProgress } from './progress.ts';
import { measuredRuntime, type Runtime } from './runtime.ts';
import { countRoundTrips } from './round-trips.ts';
import { measureStart } from './start-time.ts';
import type { Surroundings } from './side-by-side.ts';
import { startStub, type Delays } from './stub.ts';
import { assumedDelays, drawTimeLines, withTimeLines } from './time-line.ts';

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const progress = createProgress(process.stderr);

async function measureSizes({ ours, peer }: Bundles): Promise<readonly BudgetLine[]> {
  const sizes = await Promise.all(operationIds.map((id) => kilobytesOf(ours[id])));
  const largest = Math.max(...sizes);
  const id = operationIds[sizes.indexOf(largest)] ?? '';
  return [
    only('bundle, the peer', `${(await kilobytesOf(peer)).toFixed(0)} kB`),
    atMost(`bundle, the largest of ${sizes.length}: ${id}`, largest, { value: 400, unit: 'kB' }),
  ];
}

async function withStub<Value>(
  { folder, runtime, delays }: { folder: string; runtime: Runtime; delays?: Delays },
  act: (surroundings: Surroundings) => Promise<Value>,
): Promise<Value> {
  const identity = makeIdentity();
  const certificateFile = join(folder, 'certificate.pem');
  await writeFile(certificateFile, identity.certificate);
  const stub = await startStub(identity, delays);
  try {
    return await act({ runtime: runtime.path, stub: stub.url, certificateFile });
  } finally {
    stub.close();
  }
}

async function measureAll(folder: string): Promise<boolean> {
  progress.at('the Node that is measured');
  const runtime = await measuredRuntime();
  progress.at('bundles');
  const bundles = await makeBundles({ folder, runtime: runtime.path });
  const sizes = await measureSizes(bundles);
  progress.at('card numbers');
  const cards = await measureCardNumbers(folder, runtime.path);
  progress.at('round trips, in the local system');
  const trips = await countRoundTrips(join(folder, 'local'));
  progress.at('npm start');
  const start = await measureStart();
  const contest = await withStub({ folder, runtime }, async (surroundings) => [
    ...(await measureCold({ bundles, surroundings, progress })),
    ...(await measurePhases({ bundles, surroundings, progress })),
    ...(await measureWarm({ bundles, surroundings, progress })),
  ]);
  progress.end();
  const { text, hold } = tableOf([...trips, ...sizes, ...cards, ...contest, start]);
  print(`Measured on ${runtime.says}.\n\n${text}`);
  return hold;
}

/** Writes the costs anew, of as many secrets as the stack has. */
async function writeCosts(folder: string): Promise<void> {
  const secrets = secretsWithoutEndpoints(readTemplate(await synthesizeLocal(folder)));
  const readme = withCosts(await readFile(costsFile, 'utf8'), secrets);
  await writeFile(costsFile, await format(readme, { parser: 'markdown', printWidth: 100 }));
}

/** Draws what a request waits for into the README, from a run. */
async function writeTimeLines(folder: string): Promise<void> {
  const runtime = await measuredRuntime();
  const bundles = await makeBundles({ folder, runtime: runtime.path });
  const drawing = await withStub({ folder, runtime, delays: assumedDelays }, (surroundings) =>
    drawTimeLines(bundles, surroundings),
  );
  const readme = withTimeLines(await readFile(costsFile, 'utf8'), drawing);
  await writeFile(costsFile, await format(readme, { parser: 'markdown', printWidth: 100 }));
}

async function main(folder: string): Promise<boolean> {
  if (process.argv.includes('--cost')) {
    await writeCosts(folder);
    return true;
  }
  if (process.argv.includes('--time-line')) {
    await writeTimeLines(folder);
    return true;
  }
  if (!process.argv.includes('--profile')) return measureAll(folder);
  const runtime = await measuredRuntime();
  const bundles = await makeBundles({ folder, runtime: runtime.path }, { minify: false });
  const profile = await withStub({ folder, runtime }, (surroundings) =>
    profileWarm(bundles, { folder, surroundings }),
  );
  print(`Measured on ${runtime.says}.\n\n${profile}`);
  return true;
}

const folder = await mkdtemp(join(tmpdir(), 'payment-gateway-bench-'));
try {
  process.exitCode = (await main(folder)) ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
