import { endOf, sizeOf, startOf, type Digits } from './digits.ts';

const isOfWord = (unit = 0): boolean =>
  (unit >= 0x30 && unit <= 0x39) ||
  (unit >= 0x41 && unit <= 0x5a) ||
  unit === 0x5f ||
  (unit >= 0x61 && unit <= 0x7a);

/** A word as long as a provider's id, and changes between its letters and digits as in a random one. */
const leastOfId = { length: 25, changes: 4 };

const change = /\d(?=[a-z])|[a-z](?=\d)/gi;

/** Whether letters and digits of a word alternate at random. In one of a few hundred ids some digits look like a card number. */
function alternates(word: string): boolean {
  change.lastIndex = 0;
  let changes = 0;
  while (changes < leastOfId.changes && change.test(word)) changes += 1;
  return changes === leastOfId.changes;
}

/** Whether a group is in a word of letters, digits and underscores that is an id. */
export type IsInId = (group: number) => boolean;

/** Reads the words of a text, each once. Groups are asked for in their order. */
export function wordReader(digits: Digits): IsInId {
  const { text, units } = digits;
  let wordEnd = 0;
  let isId = false;
  return (group) => {
    let start = startOf(digits, group);
    if (start < wordEnd) return isId;
    let end = endOf(digits, group);
    // No id has escapes, or what nobody sees, between its digits.
    if (end - start > sizeOf(digits, group)) return false;
    while (start > wordEnd && isOfWord(units[start - 1])) start -= 1;
    while (isOfWord(units[end])) end += 1;
    wordEnd = end;
    isId = end - start >= leastOfId.length && alternates(text.slice(start, end));
    return isId;
  };
}
