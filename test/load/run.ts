/**
 * `npm run load`: many callers at once, a part of what can go wrong, processes that die at any time; and in the end
 * what callers were told, what is on record and what the provider did are compared.
 * `-- --seed 7 --operations 2000 --callers 50` changes what is tried. `-- --literal` lets 10,000 clients obey the
 * gateway's advice literally, with several faults and mistakes each, and compares what they believe with what is true.
 * `-- --client node --client python` lets lib/client carry out 10,000 intents for each, in processes that die.
 * `-- --faultless` lets nothing go wrong: none of the stack's alarms may go on.
 */
import { parseArgs } from 'node:util';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizeLocal } from '../../lib/local/template/synthesize.ts';
import { languages } from '../support/client/client-process.ts';
import { createProgress } from '../bench/progress.ts';
import { driveClients } from './client/drive.ts';
import { clientsReportOf } from './client/report.ts';
import { faultless } from './faultless.ts';
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
    client: { type: 'string', multiple: true, default: [] as string[] },
    faultless: { type: 'boolean', default: false },
  },
});
const progress = createProgress(process.stderr);
const seed = Number(values.seed);
const directory = await mkdtemp(join(tmpdir(), 'payment-gateway-load-'));
/** How many operations are tried where nobody says. */
const usual = values.faultless
  ? 2_000
  : values.literal || values.client.length > 0
    ? 10_000
    : 20_000;
const options: LoadOptions = {
  seed,
  operations: Number(values.operations ?? usual),
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
  if (values.client.length > 0) {
    const chosen = languages.filter((each) => values.client.includes(each));
    if (chosen.length === 0) throw new Error(`--client is one of ${languages.join(', ')}.`);
    const result = await driveClients(chosen, options);
    return { isTrue: result.isTrue, report: clientsReportOf(result) };
  }
  if (values.faultless) {
    const { operations, minutes, alarms, findings } = await faultless(options);
    const names = alarms.length === 0 ? 'none' : alarms.join(', ');
    const report = `${operations} operations in ${minutes} minutes without faults\nfindings: ${findings.join(', ') || 'none'}\nalarms that went on: ${names}`;
    return { isTrue: alarms.length === 0, report };
  }
  const result = await load(options);
  return { isTrue: result.isTrue, report: reportOf(result) };
}

const { isTrue, report } = await tried();
await rm(directory, { recursive: true, force: true });
progress.end();
process.stdout.write(`seed ${seed}\n${report}\n`);
process.exitCode = isTrue ? 0 : 1;
