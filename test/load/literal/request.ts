import type { OperationId } from '../../../functions/operations.ts';
import type { LocalReply, LocalSystem } from '../../support/local.ts';
import { card, type MutationRequest } from '../../support/mutation-requests.ts';
import type { Mistake } from './plan.ts';

/** One request of a client with its key, as it is stored. */
export type Sent = {
  readonly operation: OperationId;
  readonly request: MutationRequest;
  readonly key: string;
};

/** The request with a card that its issuer declines, where there is a card that is charged. */
export function declinedOf(sent: Sent): Sent {
  const { operation, request } = sent;
  if (operation !== 'komoju.payment.create') return sent;
  const payment_details = { ...card, number: '4123111111111059' };
  return { ...sent, request: { ...request, body: { ...request.body, payment_details } } };
}

/** The same intent as another body says it; undefined where there is nothing that could differ. */
export function otherBody({ body }: MutationRequest): object | undefined {
  if (body === undefined) return undefined;
  const { amount } = body as { amount?: number };
  return amount === undefined
    ? { ...body, metadata: { basket: 'computed anew' } }
    : { ...body, amount: amount - 100 };
}

type Changed = {
  readonly path?: string;
  readonly body?: unknown;
  readonly key?: string;
  readonly idempotencyKey?: string;
};

/** 70 kB: more than the gateway takes. */
const tooLarge = 'x'.repeat(70 * 1024);

/** What the client sends instead of what it should, by its mistake. */
const changes: Partial<Record<Mistake, (sent: Sent) => Changed>> = {
  other_body: ({ request }) => ({ body: otherBody(request) ?? request.body }),
  unknown_key: () => ({ key: 'gk_local_unknown' }),
  // A key of another caller makes it another operation, so this may only be a request that is refused.
  other_key: ({ operation }) => ({
    key: 'gk_local_storefront',
    ...(/^komoju\.(payment|session)\./.test(operation) && { idempotencyKey: '' }),
  }),
  malformed_idempotency_key: ({ key }) => ({ idempotencyKey: `${key}-é` }),
  malformed_body: () => ({ body: '{"amount":' }),
  too_large_body: ({ request }) => ({ body: { ...request.body, description: tooLarge } }),
  unknown_route: ({ request }) => ({ path: `${request.path}/nowhere` }),
  query: ({ request }) => ({ path: `${request.path}?amount=1` }),
};

/** Sends a request as the client sends it with this mistake. Undefined: no answer came. */
export async function send(
  local: LocalSystem,
  sent: Sent,
  mistake: Mistake | undefined,
): Promise<LocalReply | undefined> {
  const { request, key } = sent;
  const changed = {
    path: request.path,
    idempotencyKey: key,
    ...(mistake === undefined ? {} : changes[mistake]?.(sent)),
  };
  const { path, idempotencyKey, key: gatewayKey } = changed;
  const body = 'body' in changed ? changed.body : request.body;
  const headers = { 'content-type': 'application/json' };
  const call = (): Promise<LocalReply> =>
    local.call(request.method, path, {
      ...(idempotencyKey !== '' && { idempotencyKey }),
      ...(gatewayKey !== undefined && { key: gatewayKey }),
      ...(body !== undefined && { body, headers }),
    });
  if (mistake === 'short_timeout') {
    // The request goes on without its client.
    void call().catch(() => undefined);
    return undefined;
  }
  const [reply] = await Promise.all(mistake === 'sent_twice' ? [call(), call()] : [call()]);
  return mistake === 'lost_answer' ? undefined : reply;
}
