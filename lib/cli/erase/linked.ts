import { paginateQuery } from '@aws-sdk/client-dynamodb';
import { namesIn } from '../../../functions/inbox/items.ts';
import { inboxStore } from '../../../functions/inbox/inbox-store.ts';
import { queryOf } from '../../../functions/ledger/table/index-query.ts';
import { operationSk, tableKey } from '../../../functions/ledger/table/schema.ts';
import { jsonIn } from '../../../functions/platform/body/json-in.ts';
import type { Mentions } from '../../../functions/providers/provider.ts';
import { providers } from '../../../functions/providers/providers.ts';
import { findOperation, type FoundOperation, type Ledger } from '../open-operations.ts';

/* Which operations are about the same payment or session: by the index, and by what their answers name. */

/** The provider that an operation is named after, whether or not this version has its row. */
const providerOf = (operation: string): string => operation.slice(0, operation.indexOf('.'));

const nobody: Mentions = { customers: [], objects: [] };

/** What the answer of an operation names; nothing where none is kept. */
export function mentionsOf({ record }: FoundOperation): Mentions {
  if (record === 'unreadable' || record.body === undefined) return nobody;
  const provider = providers.find(({ name }) => name === providerOf(record.operation));
  return provider?.mentionsIn?.(jsonIn(Buffer.from(record.body))) ?? nobody;
}

/** `provider#id` of everything by which the operation's neighbours are found. */
function resourcesOf(found: FoundOperation): readonly string[] {
  const { record } = found;
  if (record === 'unreadable') return [];
  const provider = providerOf(record.operation);
  return [
    ...(record.resource === undefined ? [] : [record.resource]),
    ...mentionsOf(found).objects.map((id) => `${provider}#${id}`),
  ];
}

/** The ids of the operations on a payment, a session or a customer. */
async function operationsOn({ client, table }: Ledger, resource: string): Promise<string[]> {
  const ids: string[] = [];
  const query = { TableName: table, ...queryOf('by-resource', resource) };
  for await (const { Items = [] } of paginateQuery({ client }, query)) {
    const operations = Items.filter((item) => item[tableKey.sort]?.S === operationSk);
    ids.push(...operations.map((item) => item[tableKey.partition]?.S ?? ''));
  }
  return ids;
}

/** The session in which a payment was made, by the payment's own record. */
async function sessionOf({ client, table }: Ledger, resource: string): Promise<string[]> {
  const [provider, id] = namesIn(`#${resource}`);
  const session = (await inboxStore(client, table).payment(provider, id))?.view.session;
  return session === undefined ? [] : [`${provider}#${session}`];
}

/** Where a walk begins: at operations, or at payments, sessions and customers. */
export type Begin = {
  readonly operations?: readonly string[];
  readonly resources?: readonly string[];
};

/**
 * The operations that are linked with where it begins, each read consistently, in the order in which one leads to
 * another. Nothing leads from a payment to its customer's others.
 *
 * @throws what the table gave instead of an answer
 */
export async function linkedOperations(
  ledger: Ledger,
  { operations = [], resources = [] }: Begin,
): Promise<readonly FoundOperation[]> {
  const found = new Map<string, FoundOperation>();
  // What is added to a set while it is gone through is gone through as well.
  const toLookUp = new Set(resources);
  const meet = async (id: string): Promise<void> => {
    const operation = found.has(id) ? undefined : await findOperation(ledger, id);
    if (operation === undefined) return;
    found.set(id, operation);
    for (const resource of resourcesOf(operation)) toLookUp.add(resource);
  };
  for (const id of operations) await meet(id);
  for (const resource of toLookUp) {
    for (const session of await sessionOf(ledger, resource)) toLookUp.add(session);
    for (const id of await operationsOn(ledger, resource)) await meet(id);
  }
  return [...found.values()];
}
