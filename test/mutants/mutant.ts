/** One change of the shipped code. */
export type Mutant = {
  /** What it changes, as a sentence about a gateway that is wrong. */
  readonly name: string;
  /** The file below functions/. */
  readonly file: string;
  /** What stands there, once, and what stands there instead. */
  readonly from: string;
  readonly to: string;
} & (Noticeable | Equivalent);

/** Somebody must notice it: a test in this file below test/, named without `.test.ts`. */
export type Noticeable = { readonly test: string; readonly equivalent?: never };

/** It changes nothing that can be observed, and why. */
export type Equivalent = { readonly equivalent: string; readonly test?: never };

type Change = readonly [from: string, to: string];

/** Mutants of one file that the same tests must notice: each by its name and its change. */
export const mutantsOf = (
  file: string,
  test: string,
  changes: Readonly<Record<string, Change>>,
): readonly Mutant[] =>
  Object.entries(changes).map(([name, [from, to]]) => ({ name, file, from, to, test }));

/** A mutant that changes nothing. */
export const equivalent = (
  file: string,
  { name, change: [from, to], why }: { name: string; change: Change; why: string },
): Mutant => ({ name, file, from, to, equivalent: why });
