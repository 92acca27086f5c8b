/** Run by tsx, because the CDK loads much faster outside of jest: synthesizes into the directory that it is given. */
import type { Environment } from '../../lib/cloud/environments/environment.ts';
import { synthesizeLocal } from '../../lib/local/template/synthesize.ts';

const [outdir, changes = '{}'] = process.argv.slice(2);
if (outdir === undefined) throw new Error('Where to?');
process.stdout.write(await synthesizeLocal(outdir, JSON.parse(changes) as Partial<Environment>));
