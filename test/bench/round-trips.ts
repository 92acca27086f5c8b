import { synthesizeLocal } from '../../lib/local/assembly.ts';
import { localSystem, type LocalReply, type LocalSystem } from '../support/local.ts';
import { atMost, exactly, type BudgetLine } from './budget-line.ts';

/** How often a request called what lies behind the gateway. */
type Counts = { readonly table: number; readonly provider: number; readonly secrets: number };

const sum = (calls: Readonly<Record<string, number>>): number =>
  Object.values(calls).reduce((total, each) => total + each, 0);

async function countsOf(system: LocalSystem): Promise<Counts> {
  const requests = await system.requests();
  return {
    table: sum(system.tableCalls),
    provider: requests.length,
    secrets: sum(system.secretCalls),
  };
}

async function counted(
  system: LocalSystem,
  status: number,
  ask: () => Promise<LocalReply>,
): Promise<Counts & { reply: LocalReply }> {
  const before = await countsOf(system);
  const reply = await ask();
  const after = await countsOf(system);
  if (reply.status !== status) throw new Error(`Answered ${reply.status}: ${reply.body}`);
  return {
    reply,
    table: after.table - before.table,
    provider: after.provider - before.provider,
    secrets: after.secrets - before.secrets,
  };
}

const konbini = {
  amount: 1000,
  currency: 'JPY',
  payment_details: { type: 'konbini', store: 'lawson', email: 'taro@example.com' },
};

/**
 * Counts, in the running local system, what each kind of request costs in round trips.
 *
 * @param folder where the stack may be synthesized
 */
export async function countRoundTrips(folder: string): Promise<readonly BudgetLine[]> {
  process.env['LOCAL_ASSEMBLY'] = await synthesizeLocal(folder);
  const system = await localSystem();
  const create = (idempotencyKey: string) => () =>
    system.call('POST', '/komoju/api/v1/payments', { body: konbini, idempotencyKey });
  try {
    // The first request of each function fetches secrets; what is counted comes after.
    const { json } = await create('warm')();
    const show = () => system.call('GET', `/komoju/api/v1/payments/${String(json['id'])}`);
    await show();

    const fresh = await counted(system, 200, create('counted'));
    const replay = await counted(system, 200, create('counted'));
    const read = await counted(system, 200, show);
    await system.fault({ match: 'POST /api/v1/payments', kind: 'drop_after_accept', times: 1 });
    const unknown = await counted(system, 409, create('lost'));
    const again = await counted(system, 200, create('lost'));
    if (replay.reply.body !== fresh.reply.body) throw new Error('The replay is another answer.');
    return [
      exactly('DynamoDB calls, new operation', fresh.table, 2),
      exactly('DynamoDB calls, replay', replay.table, 1),
      exactly('DynamoDB calls, read', read.table, 0),
      atMost('DynamoDB calls, unknown outcome', unknown.table, { value: 3, unit: '' }),
      atMost('DynamoDB calls, the retry that settles it', again.table, { value: 3, unit: '' }),
      exactly('provider calls, new operation', fresh.provider, 1),
      exactly('provider calls, replay', replay.provider, 0),
      exactly('provider calls, read', read.provider, 1),
      exactly(
        'Secrets Manager calls, warm: all of these',
        fresh.secrets + replay.secrets + read.secrets + unknown.secrets + again.secrets,
        0,
      ),
    ];
  } finally {
    await system.close();
  }
}
