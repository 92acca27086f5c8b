import { registry } from '../../functions/registry.ts';
import { parseArgs } from 'node:util';
import { UsageError } from '../local/host/usage-error.ts';
import { readDecision, type Said } from './decision.ts';
import { findOperation, listOpen } from './open-operations.ts';
import { tellRestored, type Said as Restored } from './restored.ts';
import { carryOut, prepare } from './resolve.ts';
import { cloudTarget, localTarget, type Target } from './targets.ts';
import { tellCommand, parseList, tellOne } from './format.ts';

const usage =
  'Usage: npm run operations -- list | show op_… | settle op_… --object ID or --not-executed --reason "…" [--actor NAME] [--yes] | restored --to MOMENT or --in-use [--yes], and --local [--sandbox http://localhost:3001] or --table NAME [--secret ARN]';

const options = {
  local: { type: 'boolean', default: false },
  sandbox: { type: 'string', default: 'http://localhost:3001' },
  table: { type: 'string' },
  secret: { type: 'string' },
  object: { type: 'string' },
  'not-executed': { type: 'boolean' },
  reason: { type: 'string' },
  actor: { type: 'string' },
  to: { type: 'string' },
  'in-use': { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
} as const;

type Given = Said &
  Restored & {
    readonly local: boolean;
    readonly sandbox: string;
    readonly table?: string | undefined;
    readonly secret?: string | undefined;
    readonly yes: boolean;
  };

function parsed(words: readonly string[]): { values: Given; positionals: readonly string[] } {
  try {
    return parseArgs({ args: [...words], allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('\n')[0] ?? ''} ${usage}`);
  }
}

function siteOf({ local, sandbox, table, secret }: Given): Promise<Target> | Target {
  if (local) return localTarget(sandbox);
  if (table === undefined) throw new UsageError(usage);
  return cloudTarget({ table, secret });
}

/**
 * Does what a person typed behind `npm run operations --`.
 *
 * @param print is given each piece of what is to be shown, without an end of line
 * @throws UsageError in one line that names cause and remedy
 */
export async function operate(
  words: readonly string[],
  print: (text: string) => void,
): Promise<void> {
  const { values, positionals } = parsed(words);
  const [command, id, ...others] = positionals;
  if (command === 'list' && id === undefined) {
    const target = await siteOf(values);
    print(parseList(await listOpen(target.ledger), target.now()));
    return;
  }
  if (command === 'restored' && id === undefined) {
    const target = await siteOf(values);
    print(await tellRestored(target.ledger, values, target.now()));
    return;
  }
  if (id === undefined || others.length > 0) throw new UsageError(usage);
  if (command === 'show') return show(id, { target: await siteOf(values), print });
  if (command !== 'settle') throw new UsageError(usage);
  const decision = readDecision(id, values);
  const target = await siteOf(values);
  const settlement = await prepare({ target, registry: registry }, decision, print);
  if (!values.yes) {
    print(`Nothing has been written. This writes it:\n${tellCommand([...words, '--yes'])}`);
    return;
  }
  await carryOut(target, settlement);
  print(`${id} is settled.`);
}

async function show(
  id: string,
  { target, print }: { target: Target; print: (text: string) => void },
): Promise<void> {
  const found = await findOperation(target.ledger, id);
  if (found === undefined) throw new UsageError(`There is no operation ${id}.`);
  print(tellOne(found, target.now()));
}
