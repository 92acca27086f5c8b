import type { OperationId } from '../../functions/operations.ts';
import { randomOf } from '../../lib/host/random.ts';

export type Fault = Readonly<Record<string, unknown>>;

/** What one caller is going to do. */
export type Task = {
  readonly number: number;
  readonly operation: OperationId;
  /** Whether it asks again after a definite answer. */
  readonly repeats: boolean;
  /** Whether it goes away after its first request, whatever that was answered. */
  readonly vanishes: boolean;
  /** What goes wrong at its first request; a provider's fault lacks its `match`. */
  readonly fault: Fault | undefined;
};

const status = (code: number, error?: string): Fault => ({
  kind: 'status',
  status: code,
  body: error === undefined ? 'not json' : { error: { code: error, message: '', param: null } },
});
const atTable = (kind: string, match: string, more: object = {}): Fault => ({
  on: 'table',
  kind,
  match,
  ...more,
});

/** Every kind of fault, at every place where it can be. */
export const faults: readonly Fault[] = [
  ...['drop_before_accept', 'drop_after_accept', 'garbled'].map((kind) => ({ kind })),
  ...['kill_before_accept', 'kill_after_accept'].map((kind) => ({ kind })),
  ...['slow', 'late'].map((kind) => ({ kind, delayMs: 100 })),
  ...[status(500), status(502, 'bad_gateway'), status(503), status(504), status(429)],
  ...[status(401, 'unauthorized'), status(409, 'conflict'), status(502, 'card_declined')],
  { kind: 'refuse_connection' },
  ...['PutItem', 'UpdateItem'].flatMap((match) => [
    ...['drop_before_accept', 'drop_after_accept', 'kill_before_accept', 'kill_after_accept'].map(
      (kind) => atTable(kind, match),
    ),
    atTable('throttle', match, { times: 3 }),
    atTable('slow', match, { delayMs: 100 }),
  ]),
  { on: 'secrets', kind: 'throttle', match: 'GetSecretValue' },
];

/** The same tasks for the same seed; how they meet is up to the machine. */
export function planOf(seed: number, count: number, operations: readonly OperationId[]): Task[] {
  const random = randomOf(seed);
  const oneOf = <Value>(values: readonly Value[]): Value | undefined =>
    values[Math.floor(random() * values.length)];
  return Array.from({ length: count }, (_, number) => ({
    number,
    operation: operations[number % operations.length] ?? 'komoju.payment.create',
    repeats: random() < 0.2,
    vanishes: random() < 0.2,
    fault: random() < 0.05 ? oneOf(faults) : undefined,
  }));
}
