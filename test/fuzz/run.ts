/**
 * `npm run fuzz`: 50,000 requests that no good caller sends, over every route of the running local system.
 * `-- --seed 7 --requests 2000` changes what is sent; `-- --seed 7 --only 1234` sends one of them alone, and shows it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { synthesizeLocal } from '../../lib/local/template/synthesize.ts';
import { createProgress } from '../bench/progress.ts';
import { fuzz, type FuzzOptions } from './fuzz.ts';
import { reportOf } from './report.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    requests: { type: 'string', default: '50000' },
    only: { type: 'string' },
    'at-once': { type: 'string', default: '3' },
  },
});

const shownMost = 4000;

const show: FuzzOptions['onAnswer'] = (bytes, { operation, changes }, answer) => {
  const head = [...(answer?.headers ?? [])].map(([name, value]) => `${name}: ${value}`);
  const answered = answer === undefined ? 'no answer' : [answer.status, ...head, '', answer.body];
  process.stdout.write(
    `${operation}: ${changes.join(', ')}\n\n${bytes.subarray(0, shownMost).toString()}\n\n` +
      `${[answered].flat().join('\n').slice(0, shownMost)}\n\n`,
  );
};

const progress = createProgress(process.stderr);
const directory = await mkdtemp(join(tmpdir(), 'payment-gateway-fuzz-'));
const options: FuzzOptions = {
  seed: Number(values.seed),
  requests: Number(values.requests),
  only: values.only === undefined ? undefined : Number(values.only),
  atOnce: Number(values['at-once']),
  assembly: () => synthesizeLocal(directory),
  at: progress.at,
  onAnswer: values.only === undefined ? undefined : show,
};

try {
  const result = await fuzz(options);
  progress.end();
  process.stdout.write(`${reportOf(result, options)}\n`);
  process.exitCode = result.violations.length === 0 ? 0 : 1;
} finally {
  await rm(directory, { recursive: true, force: true });
}
