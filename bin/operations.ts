/**
 * `npm run operations -- list`: the operations whose outcome nobody knows yet. `-- show op_…`: what is known of one.
 * `-- restored --to 2026-11-21T00:00:00Z`: tells a restored table to which point it was restored, and `-- restored --in-use`
 * that all functions use it; both write with `--yes` only.
 * `--local` asks the system that `npm start` runs; else `--table` names the ledger of the AWS account in use.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { parseArgs } from 'node:util';
import { now } from '../functions/runtime/clock.ts';
import { UsageError } from '../lib/local/usage-error.ts';
import { localLedger } from '../lib/operations/local-ledger.ts';
import { findOperation, listOpen, type Ledger } from '../lib/operations/open-operations.ts';
import { tellRestored } from '../lib/operations/restored.ts';
import { tellList, tellOne } from '../lib/operations/words.ts';

const usage =
  'Usage: npm run operations -- list | show op_… | restored --to MOMENT | restored --in-use , and --local [--sandbox http://localhost:3001] or --table NAME';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    local: { type: 'boolean', default: false },
    sandbox: { type: 'string', default: 'http://localhost:3001' },
    table: { type: 'string' },
    to: { type: 'string' },
    'in-use': { type: 'boolean', default: false },
    yes: { type: 'boolean', default: false },
  },
});

function ledger(): Promise<Ledger> | Ledger {
  if (values.local) return localLedger(values.sandbox);
  if (values.table === undefined) throw new UsageError(usage);
  return { client: new DynamoDBClient(), table: values.table };
}

async function answer([command, id]: readonly string[]): Promise<string> {
  if (command === 'list') return tellList(await listOpen(await ledger()), now());
  if (command === 'restored') return tellRestored(await ledger(), values, now());
  if (command !== 'show' || id === undefined) throw new UsageError(usage);
  const found = await findOperation(await ledger(), id);
  if (found === undefined) throw new UsageError(`There is no operation ${id}.`);
  return tellOne(found, now());
}

try {
  process.stdout.write(`${await answer(positionals)}\n`);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
