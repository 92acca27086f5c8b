import { randomOf } from '../../lib/host/random.ts';

/** Chance, always the same for a seed and a request's number. */
export type Draw = {
  /** A whole number from 0 up to `end`, without it. */
  readonly below: (end: number) => number;
  readonly isBy: (chance: number) => boolean;
  readonly oneOf: <Value>(values: readonly Value[]) => Value;
};

/** What is drawn for one request: it does not depend on the requests before it, so that each can be sent alone. */
export function drawOf(seed: number, number: number): Draw {
  const random = randomOf(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
  const below = (end: number): number => Math.floor(random() * end);
  return {
    below,
    isBy: (chance) => random() < chance,
    oneOf: <Value>(values: readonly Value[]) => values[below(values.length)] as Value,
  };
}
