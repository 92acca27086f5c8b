/**
 * `npm run operations -- list`: the operations whose outcome nobody knows yet. `-- show op_…`: what is known of one.
 * `-- restored --to 2026-11-21T00:00:00Z`: tells a restored table to which point it was restored, and `-- restored --in-use`
 * that all functions use it; both write with `--yes` only.
 * `-- settle op_…`: a person's decision, with `--object ID` or `--not-executed`, a `--reason`, and `--yes` to write it.
 * `--local` asks the system that `npm start` runs; else `--table` names the ledger of the AWS account in use.
 */
import { UsageError } from '../lib/local/host/usage-error.ts';
import { operate } from '../lib/cli/command.ts';

try {
  await operate(process.argv.slice(2), (text) => process.stdout.write(`${text}\n`));
} catch (error) {
  const { message } = error as Error;
  // What is no mistake of usage comes from AWS: a region or credentials that are missing, a right, a table's name.
  const remedy =
    error instanceof UsageError ? '' : ' See that region, credentials and names are right.';
  process.stderr.write(`${message}${remedy}\n`);
  process.exitCode = 1;
}
