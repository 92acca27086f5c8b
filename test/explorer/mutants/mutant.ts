import type { Patch } from '../../support/exchanged.ts';

/** A change of the shipped code that must be noticed: one patch, and the world in which it shows. */
export type Mutant = Patch & {
  readonly name: string;
  readonly world: string;
  /** Other files in which the same is held a second time, changed with it. */
  readonly and?: readonly Patch[];
};

/** Mutants of one file below functions/: a name, a world, and what stands there and what instead. */
export const of =
  (file: string) =>
  (name: string, world: string, [from, to]: readonly [from: string, to: string]): Mutant => ({
    file,
    name,
    world,
    from,
    to,
  });
