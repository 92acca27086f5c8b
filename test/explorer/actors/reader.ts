import { ledgerIndexes, type LedgerIndexes } from '../../../functions/ledger/table/indexes.ts';
import type { EpochMs } from '../../../functions/platform/clock.ts';
import { openOperation } from '../../../functions/recovery/lookup/open-operation.ts';
import type { RecoveryContext } from '../../../functions/recovery/recovery-context.ts';
import type { ProviderReads } from '../../../functions/recovery/reads.ts';
import { recover } from '../../../functions/recovery/recover.ts';
import { recoverProvider } from '../../../functions/recovery/recover-provider.ts';
import { registry } from '../../../functions/registry.ts';
import type { Actor } from './actor.ts';
import { lineOf } from './caller.ts';
import type { Request } from '../worlds/scenario.ts';
import { accessOf, secretOf } from './access.ts';
import { never } from '../never.ts';
import { clientOf, lost, portsOf, record, type World } from '../world.ts';

/** What it takes to recover, with the secret that is current by now. */
export function contextOf(
  world: World,
  actor: Actor,
  current: Pick<Request, 'account' | 'secretKey'>,
): RecoveryContext {
  const { store, now } = portsOf(world, actor);
  let writes = 0;
  const { name } = world.scenario.provider;
  return {
    store,
    now,
    token: () => `${actor.name}, ${(writes += 1)}`,
    indexes: ledgerIndexes(clientOf(world, actor), 'ledger'),
    registry,
    providers: new Map([[name, accessOf(name, actor.index, secretOf(current))]]),
    line: { ...lineOf(), requestId: actor.name },
    report: (finding, { object }) => {
      if (finding === 'contradiction') world.findings.push(finding);
      if (object !== undefined) world.reported.push(`${finding} ${object}`);
    },
    until: never,
  };
}

/** What is asked of a reader. */
type Reading = { readonly id: string; readonly current: Request };

/** As after a run in which nothing was answered: then nothing is asked twice. No rate: the world's time stands still. */
const asked = (): ProviderReads => ({ failures: 3, perSecond: Infinity });

/** A whole run of recovery, to which the index names the operation while it is open. */
async function runRecovery(world: World, actor: Actor, { id, current }: Reading): Promise<void> {
  const context = contextOf(world, actor, current);
  const due: LedgerIndexes['due'] = (shard, { after }) => {
    const { pend, readAt } = record(world, id)?.item ?? {};
    const isHere = readAt?.N !== undefined && Number(pend?.N) === shard && after === undefined;
    return Promise.resolve(isHere ? [{ id, readAt: Number(readAt.N) as EpochMs }] : []);
  };
  const reads = new Map([...context.providers.keys()].map((name) => [name, asked()]));
  try {
    await recover({ ...context, reads, indexes: { ...context.indexes, due } });
  } catch (error) {
    if (error !== lost) throw error;
  }
}

/** Reads instead of sending, once: the record, then the provider, then what it means. */
export async function read(world: World, actor: Actor, { id, current }: Reading): Promise<void> {
  if (world.scenario.readersRun === true) return runRecovery(world, actor, { id, current });
  const context = contextOf(world, actor, current);
  const stored = await context.store.get(id);
  if (stored.kind !== 'held' || stored.record === 'unreadable') return;
  if (stored.record.state !== 'PENDING') return;
  const open = openOperation(stored.record, registry);
  if (open === undefined) throw new Error('The operation has no row.');
  const { name } = open.provider;
  try {
    await recoverProvider(context, { provider: name, operations: [open] }, () => Promise.resolve());
  } catch (error) {
    // What an index threw ends a run; the next one begins anew.
    if (error !== lost) throw error;
  }
}
