/* Written by `npm run generate` from the package credit-card-type. Do not edit. */

/** How card numbers begin: the first eight digits, from and to. */
export const issuerRanges: readonly (readonly [from: number, to: number])[] = [
  [18_00_00_00, 18_00_99_99],
  [21_31_00_00, 21_31_99_99],
  [22_00_00_00, 22_04_99_99],
  [22_21_00_00, 27_20_99_99],
  [30_00_00_00, 30_59_99_99],
  [34_00_00_00, 34_99_99_99],
  [35_28_00_00, 35_89_99_99],
  [36_00_00_00, 69_99_99_99],
  [81_00_00_00, 81_71_99_99],
  [97_92_00_00, 97_92_99_99],
];
