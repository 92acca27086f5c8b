/* Written by `npm run generate` from the package credit-card-type. Do not edit. */

/** How many digits the ranges need. */
export const prefixDigits = 4;

/** How card numbers begin: the first digits, from and to. */
export const issuerRanges: readonly (readonly [from: number, to: number])[] = [
  [1800, 1800],
  [2131, 2131],
  [2200, 2204],
  [2221, 2720],
  [3000, 3059],
  [3400, 3499],
  [3528, 3589],
  [3600, 6999],
  [8100, 8171],
  [9792, 9792],
];
