import { spawn } from 'node:child_process';
import { once } from 'node:events';

/*
 * `npm test`: everything that decides, on two cores: types and the order of the folders beside the lint, then the tests
 * that are not slow. Says how long each part took, and all of it.
 */

const jest = ['--testPathIgnorePatterns=slow.test', ...process.argv.slice(2)];

/** Parts that run one after the other; rows of a stage run at the same time. */
const stages: readonly (readonly (readonly string[])[])[] = [
  [['lint'], ['typecheck', 'format', 'order']],
  [['jest', '--', ...jest]],
];

const seconds = (sinceMs: number): string => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;

/** Runs one npm script, quietly unless it fails or is the tests themselves. @returns whether it succeeded */
async function runScript(words: readonly string[]): Promise<boolean> {
  const startedAt = Date.now();
  const isTests = words[0] === 'jest';
  const child = spawn('npm', ['run', '--silent', ...words], {
    stdio: isTests ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => printed.push(chunk));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) process.stderr.write(Buffer.concat(printed));
  process.stdout.write(
    `${words[0] ?? ''}: ${code === 0 ? 'ok' : 'FAILED'}, ${seconds(startedAt)}\n`,
  );
  return code === 0;
}

/** One script after the other, to the first that fails. */
async function runRow(scripts: readonly string[]): Promise<boolean> {
  for (const script of scripts) if (!(await runScript([script]))) return false;
  return true;
}

const startedAt = Date.now();
let isGood = true;
for (const stage of stages) {
  const rows = stage.map((row) => (row.includes('--') ? runScript(row) : runRow(row)));
  isGood = (await Promise.all(rows)).every(Boolean);
  if (!isGood) break;
}
process.stdout.write(`npm test: ${isGood ? 'ok' : 'FAILED'}, ${seconds(startedAt)}\n`);
process.exitCode = isGood ? 0 : 1;
