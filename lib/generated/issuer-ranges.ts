import creditCardType from 'credit-card-type';

type Range = readonly [from: number, to: number];

/** As many digits as the longest beginning in the library has. Every card number has more. */
const digits = 8;

/** `[51, 55]` → `[51000000, 55999999]` */
const widened = (pattern: number | readonly number[]): Range => {
  const [from = 0, to = from] = typeof pattern === 'number' ? [pattern] : pattern;
  return [Number(String(from).padEnd(digits, '0')), Number(String(to).padEnd(digits, '9'))];
};

/** Adds a range that begins no earlier than the ones before, as one with the last where they touch. */
function joined(ranges: readonly Range[], [from, to]: Range): readonly Range[] {
  const last = ranges.at(-1);
  if (last === undefined || from > last[1] + 1) return [...ranges, [from, to]];
  return [...ranges.slice(0, -1), [last[0], Math.max(last[1], to)]];
}

/** How the numbers of every issuer that the library knows begin: ranges of eight digits, in order, none twice. */
export const issuerRanges = (): readonly Range[] =>
  Object.values(creditCardType.types)
    .flatMap((type) => creditCardType.getTypeInfo(type).patterns)
    .map(widened)
    .sort(([one], [other]) => one - other)
    .reduce<readonly Range[]>(joined, []);

/** How many digits tell the ranges: behind them, every range begins with zeros and ends with nines. */
const digitsNeeded = (ranges: readonly Range[]): number =>
  Math.max(
    ...ranges.flatMap(([from, to]) => [
      String(from).replace(/0+$/, '').length,
      String(to).replace(/9+$/, '').length,
    ]),
  );

/** functions/platform/card-number/issuer-ranges.ts: a few numbers, so that no function bundles the library. */
export function issuerRangesSource(): string {
  const ranges = issuerRanges();
  const needed = digitsNeeded(ranges);
  const written = (number: number): string => String(number).slice(0, needed);
  return [
    '/* Written by `npm run generate` from the package credit-card-type. Do not edit. */',
    '',
    '/** How many digits the ranges need. */',
    `export const prefixDigits = ${needed};`,
    '',
    '/** How card numbers begin: the first digits, from and to. */',
    'export const issuerRanges: readonly (readonly [from: number, to: number])[] = [',
    ...ranges.map(([from, to]) => `[${written(from)}, ${written(to)}],`),
    '];',
    '',
  ].join('\n');
}
