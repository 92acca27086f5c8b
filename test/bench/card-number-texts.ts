import { payment } from './stub.ts';

const card = '4111111111111111';

/** Every character of Unicode's first plane that takes three bytes, so far apart that none is near its neighbour. */
function manyCharacters(): string {
  const [first, count, step] = [0x800, 0xd000, 7919];
  return Array.from({ length: count }, (_, index) =>
    String.fromCodePoint(first + ((index * step) % count)),
  ).join('');
}

/** Texts that are repeated to the limit: what costs the search for card numbers most. */
const parts: Readonly<Record<string, string>> = {
  digits: '4',
  'single digits': '4 ',
  'single digits far apart': '4  ',
  'separators of two kinds': '4 4-',
  'groups of four': '4444 ',
  pairs: '44-',
  'chains of pairs': '44-44-44-44-44-44-44a',
  'chains of expiries': '12/30-12/30-12/30-12/30a',
  decimals: '1.4 ',
  'chains of decimals': '1.4 1.4 1.4 1.4 1.4 1.4 1.4a',
  'combining marks': '\u0301',
  'digits with marks': '4\u0301',
  separators: '-',
  'digits and letters': '4a',
  escapes: '\\u0034',
  'mathematical digits': '\u{1d7d2}',
  'lone surrogates': '\ud835',
  dates: '2026-06-17 ',
  'cards with expiries': `${card} 12/30 `,
  cards: `${card} `,
  'chains of cards': `${card}a`,
  'numbers of JSON': `",${card},"`,
  ids: `a1b2c3d${card}`,
  'many characters': manyCharacters(),
};

/** The names of the texts. */
export const textNames: readonly string[] = Object.keys(parts);

/** A text, as often as it fits into so many bytes, but once at least; `a payment` is a whole answer. */
export function textOf(name: string, bytes: number): string {
  if (name === 'a payment') return payment;
  const part = parts[name] ?? '';
  const times = Math.floor(bytes / Buffer.byteLength(part));
  return times > 0 ? part.repeat(times) : part.slice(0, Math.floor(bytes / 3));
}
