import type { System } from '../journeys/system.ts';

/* What is true, whatever a browser shows: the records in the table, the gateway's answers, the simulator's payments. */

type Payment = { readonly id: string; readonly status: string };
type Session = {
  readonly status: string;
  readonly expired: boolean;
  readonly payment: Payment | null;
};

/** An attempt to pay an order, as its three witnesses tell it. */
type Attempt = {
  /** The state of the operation that made its session, in the table. */
  readonly onRecord: string | undefined;
  /** Its session, as the gateway shows it. */
  readonly session: string;
  /** The payment of that session, by the gateway. */
  readonly payment: string | null;
};

export type Truth = {
  readonly attempts: readonly Attempt[];
  /** The status of each of the order's payments at the provider, those that failed too. */
  readonly applied: readonly string[];
};

/** The operations that made a session at the provider, oldest first. */
export async function sessionOperations(local: System): Promise<readonly string[]> {
  const requests = await local.requests();
  return requests
    .filter(
      ({ method, path, applied }) => applied && `${method} ${path}` === 'POST /api/v1/sessions',
    )
    .map(({ idempotencyKey }) => idempotencyKey ?? '');
}

async function get(local: System, path: string): Promise<unknown> {
  const reply = await local.call('GET', `/komoju/api/v1${path}`);
  if (reply.status !== 200) throw new Error(`GET ${path}: ${reply.status} ${reply.body}`);
  return reply.json;
}

async function attemptOf(local: System, operationId: string): Promise<Attempt> {
  const item = await local.item(operationId);
  const sessionId = item?.['resource']?.S?.replace('komoju#', '') ?? '';
  const { status, expired, payment } = (await get(local, `/sessions/${sessionId}`)) as Session;
  return {
    onRecord: item?.['st']?.S,
    session: expired ? 'expired' : status,
    payment: payment?.status ?? null,
  };
}

/**
 * What became of an order.
 *
 * @param before the operations that made other orders' sessions
 */
export async function truthOf(
  local: System,
  order: string,
  before: readonly string[],
): Promise<Truth> {
  const made = (await sessionOperations(local)).filter((id) => !before.includes(id));
  const attempts = await Promise.all(made.map((id) => attemptOf(local, id)));
  const list = (await get(local, `/payments?external_order_num=${order}`)) as { data: Payment[] };
  return { attempts, applied: list.data.map(({ status }) => status) };
}

/** The payments of an order that took its customer's money, or are about to. */
export async function paymentIds(local: System, order: string): Promise<readonly string[]> {
  const list = (await get(local, `/payments?external_order_num=${order}`)) as { data: Payment[] };
  return list.data
    .filter(({ status }) => status === 'captured' || status === 'authorized')
    .map(({ id }) => id);
}
