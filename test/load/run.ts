/**
 * `npm run load`: many callers at once, a part of what can go wrong, processes that die at any time; and in the end
 * what callers were told, what is on record and what the provider did are compared.
 * `-- --seed 7 --operations 2000 --callers 50` changes what is tried.
 */
import { parseArgs } from 'node:util';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizeLocal } from '../../lib/local/template/synthesize.ts';
import { createProgress } from '../bench/progress.ts';
import { load } from './load.ts';
import { reportOf } from './report.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    operations: { type: 'string', default: '20000' },
    callers: { type: 'string', default: '200' },
  },
});
const progress = createProgress(process.stderr);
const seed = Number(values.seed);
const directory = await mkdtemp(join(tmpdir(), 'payment-gateway-load-'));
const result = await load({
  seed,
  operations: Number(values.operations),
  callers: Number(values.callers),
  assembly: () => synthesizeLocal(directory),
  at: progress.at,
});
await rm(directory, { recursive: true, force: true });
progress.end();
process.stdout.write(`seed ${seed}\n${reportOf(result)}\n`);
process.exitCode = result.isTrue ? 0 : 1;
