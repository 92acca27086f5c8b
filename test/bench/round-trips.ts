import { operationIds, routeOf, rowOf } from '../../functions/operations.ts';
import { synthesizeLocal } from '../../lib/local/template/synthesize.ts';
import { makerAt } from '../load/maker.ts';
import { localSystem, type LocalReply, type LocalSystem } from '../support/local.ts';
import { mutationRequests, payments } from '../support/mutation-requests.ts';
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

/** One request of an operation, which can be sent as often as it is wanted. */
type Ask = { readonly send: () => Promise<LocalReply>; readonly status: number };

/** A request of every row that changes something, under a key of its own. */
async function mutationAsks(system: LocalSystem, prefix: string): Promise<Ask[]> {
  const make = makerAt(system.simulatorUrl);
  const asks: Ask[] = [];
  for (const [operation, requestOf] of Object.entries(mutationRequests)) {
    const { method, path, body, success = 200 } = await requestOf(make);
    const call = { idempotencyKey: `${prefix}-${operation}`, ...(body && { body }) };
    asks.push({ send: () => system.call(method, path, call), status: success });
  }
  return asks;
}

/** Every row that lists. */
const listAsks = (system: LocalSystem): Ask[] =>
  operationIds
    .filter((id) => rowOf(id).effect === 'read')
    .flatMap((id) => routeOf(id) ?? [])
    .filter(({ path }) => !path.includes('{'))
    .map(({ path }) => ({ send: () => system.call('GET', path), status: 200 }));

/** What the costliest of these requests calls. */
async function most(system: LocalSystem, asks: readonly Ask[]): Promise<Counts> {
  const all: Counts[] = [];
  for (const { send, status } of asks) all.push(await counted(system, status, send));
  const largest = (part: keyof Counts): number => Math.max(...all.map((each) => each[part]));
  return { table: largest('table'), provider: largest('provider'), secrets: largest('secrets') };
}

/** A create whose answer is lost, and the retry that completes it. */
async function lostAndFound(system: LocalSystem): Promise<{ unknown: Counts; again: Counts }> {
  const { 'komoju.payment.create': requestOf } = mutationRequests;
  const { method, path, body } = (await requestOf?.(makerAt(system.simulatorUrl))) ?? nothing;
  const send = () => system.call(method, path, { body, idempotencyKey: 'lost' });
  await system.fault({ match: 'POST /api/v1/payments', kind: 'drop_after_accept', times: 1 });
  return { unknown: await counted(system, 409, send), again: await counted(system, 200, send) };
}

const nothing = { method: '', path: '', body: undefined };

/** What a webhook calls that tells of a payment in cash that was paid: the payment was known before. */
async function paidInCash(system: LocalSystem): Promise<Counts> {
  const details = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };
  const body = { amount: 1000, currency: 'JPY', payment_details: details };
  const { json } = await system.call('POST', payments, { body, idempotencyKey: 'cash' });
  const { id } = json as unknown as { id: string };
  await system.sandbox('POST', 'webhooks/release', {});
  await system.sandbox('POST', 'webhooks/wait');
  const before = await countsOf(system);
  await system.sandbox('POST', `komoju/payments/${id}/pay`);
  await system.sandbox('POST', 'webhooks/wait');
  const after = await countsOf(system);
  return {
    table: after.table - before.table,
    provider: after.provider - before.provider,
    secrets: after.secrets - before.secrets,
  };
}

/**
 * Counts, in the running local system, what each kind of request costs in round trips, for every row of the table.
 *
 * @param folder where the stack may be synthesized
 */
export async function countRoundTrips(folder: string): Promise<readonly BudgetLine[]> {
  process.env['LOCAL_ASSEMBLY'] = await synthesizeLocal(folder);
  const system = await localSystem();
  try {
    // The first request of each function fetches secrets; what is counted comes after.
    const lists = listAsks(system);
    for (const { send } of [...(await mutationAsks(system, 'warm')), ...lists]) await send();

    // What webhooks call is counted apart.
    await system.sandbox('POST', 'webhooks/wait');
    await system.sandbox('POST', 'webhooks/hold');
    const asks = await mutationAsks(system, 'counted');
    const fresh = await most(system, asks);
    const replay = await most(system, asks);
    const read = await most(system, lists);
    const { unknown, again } = await lostAndFound(system);
    const webhook = await paidInCash(system);
    const all = [fresh, replay, read, unknown, again, webhook];
    return [
      exactly(`DynamoDB calls, new operation, most of ${asks.length}`, fresh.table, 2),
      exactly('DynamoDB calls, replay', replay.table, 1),
      exactly(`DynamoDB calls, read, most of ${lists.length}`, read.table, 0),
      atMost('DynamoDB calls, unknown outcome', unknown.table, { value: 3, unit: '' }),
      atMost('DynamoDB calls, the retry that completes it', again.table, { value: 3, unit: '' }),
      exactly('DynamoDB calls, webhook', webhook.table, 4),
      exactly('provider calls, webhook', webhook.provider, 1),
      exactly('provider calls, new operation', fresh.provider, 1),
      exactly('provider calls, replay', replay.provider, 0),
      exactly('provider calls, read', read.provider, 1),
      exactly(
        'Secrets Manager calls, warm: all of these',
        Math.max(...all.map(({ secrets }) => secrets)),
        0,
      ),
    ];
  } finally {
    await system.close();
  }
}
