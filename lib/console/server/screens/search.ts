import { operationIds, rowOf } from '../../../../functions/operations.ts';
import { operationIdOf, operationIdPattern } from '../../../../functions/ledger/operation-id.ts';
import { readLedgerSecret } from '../../../../functions/ledger/ledger-secret.ts';
import { orderKey } from '../../../../functions/providers/order-key.ts';
import { readCallers } from '../../../cli/callers/secret.ts';
import { findOperation } from '../../../cli/open-operations.ts';
import { readHistory } from '../../../cli/payment-history.ts';
import { readSecret } from '../../../cli/secret-change.ts';
import type { Hit, SearchResult } from '../../api/payments.ts';
import type { Gateway, GatewayKeys } from '../../reading/gateway.ts';
import { readable, readRecords } from '../../reading/records.ts';
import { rowsOfOrder } from '../../reading/subjects.ts';
import { readPaymentRecord } from '../../reading/records.ts';
import { textIn, type Query } from '../query.ts';

/* One box: a payment's id, an order's number, an operation's id or an idempotency key. */

/** What the ids of payments may look like: nothing else is looked for as one. */
const idPattern = /^[\w.:-]{1,128}$/;

async function findPayments({ target, providers }: Gateway, text: string): Promise<Hit[]> {
  if (!idPattern.test(text)) return [];
  const { ledger } = target;
  const hits = await Promise.all(
    providers.map(async ({ name: provider }) => {
      const name = { provider, id: text };
      const isKnown =
        (await readPaymentRecord(ledger, name)) !== undefined ||
        (await readHistory(ledger, name)).entries.length > 0;
      return isKnown ? [{ kind: 'payment', ...name } as const] : [];
    }),
  );
  return hits.flat();
}

const mutations = operationIds.filter((id) => rowOf(id).effect === 'mutation');

/** Every id that an operation with a key may have: one for each caller and each operation. */
async function idsOfKey(keys: GatewayKeys, key: string): Promise<string[]> {
  const { namespace } = readLedgerSecret((await readSecret(keys.ledger)).text);
  const callers = await readCallers(keys.callers);
  const modes = ['test', 'live'];
  return modes.flatMap((mode) =>
    callers.flatMap(({ id: caller }) =>
      mutations.map((operation) => operationIdOf({ namespace, mode, caller, operation, key })),
    ),
  );
}

/** The operations that a caller has asked for with a key. The key itself is on no record: its ids are made anew. */
async function findKey({ target, keys }: Gateway, key: string): Promise<Hit[]> {
  if (keys === undefined || key.length > 255) return [];
  const records = await readRecords(target.ledger, await idsOfKey(keys, key));
  return readable(records).map(({ id }) => ({ kind: 'operation', id, by: 'idempotency key' }));
}

const cannotFindKeys =
  'Idempotency keys were not looked for: the stack does not say where its ledger’s secret is, or you may not read it.';

/** Whatever goes by that name. */
export async function search(gateway: Gateway, query: Query): Promise<SearchResult> {
  const text = textIn(query, 'q').trim();
  const { target, providers } = gateway;
  if (operationIdPattern.test(text)) {
    const found = await findOperation(target.ledger, text);
    return { hits: found ? [{ kind: 'operation', id: text, by: 'id' }] : [], rows: [], notes: [] };
  }
  const orderKeys = providers
    .map(({ name }) => orderKey(name, text))
    .filter((key) => key !== undefined);
  const [payments, byKey, ...orders] = await Promise.all([
    findPayments(gateway, text),
    findKey(gateway, text).catch(() => undefined),
    ...orderKeys.map((key) => rowsOfOrder(target.ledger, key)),
  ]);
  const canFindKeys = byKey !== undefined && gateway.keys !== undefined;
  return {
    hits: [...payments, ...(byKey ?? [])],
    rows: orders.flat(),
    notes: canFindKeys ? [] : [cannotFindKeys],
  };
}
