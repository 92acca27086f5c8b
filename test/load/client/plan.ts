import { randomOf } from '../../../lib/host/random.ts';
import { everything, type Want as LiteralWant } from '../literal/plan.ts';
import type { Fault } from '../plan.ts';
import { judgedOperations } from '../literal/drive.ts';

/** What happens to one request of a client on its way to the gateway, or to its answer on the way back. */
export const accidents = [
  /** It does not reach the gateway. */
  'request_lost',
  /** It is executed; of its answer nothing comes, or a part, or nothing for as long as the client waits. */
  'answer_lost',
  'answer_cut',
  'silence',
  /** Something in between repeats it. */
  'sent_twice',
  /** Something in between answers in the gateway's place, after it was executed or before. */
  'foreign_yes',
  'foreign_no',
  'foreign_decline',
  'foreign_redirect',
  /** What makes the gateway refuse it: a key that was withdrawn, a proxy that changes it. */
  'unknown_key',
  'no_idempotency_key',
  'malformed_body',
  'too_large_body',
  'unknown_route',
  'query',
] as const;

export type Accident = (typeof accidents)[number];

/** What goes wrong around one request. A provider's fault lacks its `match`. */
export type Trouble = {
  readonly fault?: Fault | undefined;
  readonly accident?: Accident | undefined;
};

/** What the shop itself does at one call. */
export type Conduct = {
  /** For how long it waits, in milliseconds. */
  readonly withinMs: number;
  /** Whether it computes the basket anew, and so calls with another body. */
  readonly hasOtherBody: boolean;
};

/** What a shop wants, once, and what stands in its way. */
export type Want = Pick<LiteralWant, 'number' | 'operation' | 'isDeclined' | 'newRequests'> & {
  /** What goes wrong at the first requests, in their order; the later ones go well. */
  readonly troubles: readonly Trouble[];
  /** How the shop calls at first; later it is patient. */
  readonly conducts: readonly Conduct[];
  /** Whether it repairs what the gateway refuses, or gives up where nothing was sent before. */
  readonly repairs: boolean;
};

/** Shorter than an answer takes, as long as a few tries take, and longer. */
const patiencesMs = [50, 1_500, 3_000];

const troublesMost = 5;
const conductsMost = 3;

/** The same intents for the same seed; how they meet is up to the machine. */
export function wantsOf(seed: number, count: number): Want[] {
  const random = randomOf(seed);
  const oneOf = <Value>(values: readonly Value[]): Value | undefined =>
    values[Math.floor(random() * values.length)];
  const sometimes = <Value>(part: number, values: readonly Value[]): Value | undefined =>
    random() < part ? oneOf(values) : undefined;
  const listOf = <Value>(most: number, make: () => Value): Value[] =>
    Array.from({ length: Math.floor(random() * (most + 1)) }, make);
  return Array.from({ length: count }, (_, number) => ({
    number,
    operation: judgedOperations[number % judgedOperations.length] ?? 'komoju.payment.create',
    isDeclined: random() < 0.3,
    troubles: listOf(troublesMost, () => ({
      fault: sometimes(0.5, everything),
      accident: sometimes(0.5, accidents),
    })),
    conducts: listOf(conductsMost, () => ({
      withinMs: oneOf(patiencesMs) ?? 0,
      hasOtherBody: random() < 0.15,
    })),
    newRequests: Math.floor(random() * 3),
    repairs: random() < 0.5,
  }));
}
