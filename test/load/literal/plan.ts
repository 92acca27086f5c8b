import type { OperationId } from '../../../functions/operations.ts';
import { randomOf } from '../../../lib/host/random.ts';
import { faults, type Fault } from '../plan.ts';

/** What a client does wrong, or what happens to it, at one of its requests. */
export const mistakes = [
  /** It sends another body under the same key: a basket that was computed anew. */
  'other_body',
  /** It loses the request that it stored, and from then on has one with another body instead. */
  'lost_request',
  /** The answer does not reach it. */
  'lost_answer',
  /** It gives up waiting long before an answer can be there. */
  'short_timeout',
  /** Its HTTP library sends the request twice at once. */
  'sent_twice',
  /** The gateway's key is unknown. */
  'unknown_key',
  /** The gateway's key has not the right, or its caller must send an idempotency key and sends none. */
  'other_key',
  'malformed_idempotency_key',
  'malformed_body',
  'too_large_body',
  'unknown_route',
  'query',
] as const;

export type Mistake = (typeof mistakes)[number];

/** What goes wrong around one request of a client. */
export type Trouble = {
  /** Something between the parts of the local system; a provider's fault lacks its `match`. */
  readonly fault?: Fault | undefined;
  readonly mistake?: Mistake | undefined;
};

/** What one client wants, once, and what stands in its way. */
export type Want = {
  readonly number: number;
  readonly operation: OperationId;
  /** Whether the provider says a final no first. */
  readonly isDeclined: boolean;
  /** What goes wrong at its first requests, in their order; the later ones go well. */
  readonly troubles: readonly Trouble[];
  /** How often it still wants the intent where a new request is allowed. */
  readonly newRequests: number;
};

/** A provider's final no, at the first of an intent's requests that reaches it. */
export const declined: Fault = {
  kind: 'status',
  status: 502,
  body: { error: { code: 'card_declined', message: 'Declined.', param: null } },
};

const isNo = ({ body }: Fault): boolean => JSON.stringify(body ?? null).includes('card_declined');

/**
 * Every kind of fault, at every place where it can be, but not a final no. A no to a key that was executed, an hour
 * later, would break the provider's own promise about keys, on which the ledger rests.
 */
export const everything: readonly Fault[] = faults.filter((fault) => !isNo(fault));

const troublesMost = 4;

/** The same intents for the same seed; how they meet is up to the machine. */
export function wantsOf(seed: number, count: number, operations: readonly OperationId[]): Want[] {
  const random = randomOf(seed);
  const oneOf = <Value>(values: readonly Value[]): Value | undefined =>
    values[Math.floor(random() * values.length)];
  const sometimes = <Value>(part: number, values: readonly Value[]): Value | undefined =>
    random() < part ? oneOf(values) : undefined;
  return Array.from({ length: count }, (_, number) => ({
    number,
    operation: operations[number % operations.length] ?? 'komoju.payment.create',
    isDeclined: random() < 0.3,
    troubles: Array.from({ length: Math.floor(random() * (troublesMost + 1)) }, () => ({
      fault: sometimes(0.5, everything),
      mistake: sometimes(0.5, mistakes),
    })),
    newRequests: Math.floor(random() * 3),
  }));
}
