/**
 * `npm run load`: many callers at once, a part of what can go wrong, processes that die at any time; and in the end
 * what callers were told, what is on record and what the provider did are compared.
 * `-- --seed 7 --operations 2000 --callers 50` changes what is tried. `-- --literal` lets 10,000 clients obey the
 * gateway's advice literally, with several faults and mistakes each, and compares what they believe with what is true.
 */
import { parseArgs } from 'node:util';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizeLocal } from '../../lib/local/template/synthesize.ts';
import { createProgress } from '../bench/progress.ts';
import { driveLiteral } from './literal/drive.ts';
import { literalReportOf } from './literal/report.ts';
import { load, type LoadOptions } from './load.ts';
import { reportOf } from './report.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    operations: { type: 'string' },
    callers: { type: 'string', default: '200' },
    literal: { type: 'boolean', default: false },
  },
});
const progress = createProgress(process.stderr);
const seed = Number(values.seed);
const directory = await mkdtemp(join(tmpdir(), 'payment-gateway-load-'));
const options: LoadOptions = {
  seed,
  operations: Number(values.operations ?? (values.literal ? 10_000 : 20_000)),
  callers: Number(values.callers),
  assembly: () => synthesizeLocal(directory),
  at: progress.at,
};

/** Whether it went well, and what is printed of it. */
async function tried(): Promise<{ isTrue: boolean; report: string }> {
  if (values.literal) {
    const result = await driveLiteral(options);
    return { isTrue: result.isTrue, report: literalReportOf(result) };
  }
  const result = await load(options);
  return { isTrue: result.isTrue, report: reportOf(result) };
}

const { isTrue, report } = await tried();
await rm(directory, { recursive: true, force: true });
progress.end();
process.stdout.write(`seed ${seed}\n${report}\n`);
process.exitCode = isTrue ? 0 : 1;
