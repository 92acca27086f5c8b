import { endOf, sizeOf, startOf, type Digits } from './digits.ts';

const isOfWord = (unit: number): boolean =>
  (unit >= 0x30 && unit <= 0x39) ||
  (unit >= 0x41 && unit <= 0x5a) ||
  unit === 0x5f ||
  (unit >= 0x61 && unit <= 0x7a);

/**
 * A word as long as a provider's id, in which letters and digits alternate at random. In one of a few hundred ids some
 * digits look like a card number.
 */
const isId = (word: string): boolean =>
  word.length >= 25 && (word.match(/\d(?=[a-z])|[a-z](?=\d)/gi) ?? []).length >= 4;

/** Whether a group is in a word of letters, digits and underscores that is an id. */
export type IsInId = (group: number) => boolean;

/** Reads the words of a text, each once. Groups are asked for in their order. */
export function wordReader(digits: Digits): IsInId {
  const { text } = digits;
  let word = { end: 0, isId: false };
  return (group) => {
    if (startOf(digits, group) < word.end) return word.isId;
    let [start, end] = [startOf(digits, group), endOf(digits, group)];
    // No id has escapes, or what nobody sees, between its digits.
    if (end - start > sizeOf(digits, group)) return false;
    while (start > word.end && isOfWord(text.charCodeAt(start - 1))) start -= 1;
    while (isOfWord(text.charCodeAt(end))) end += 1;
    word = { end, isId: isId(text.slice(start, end)) };
    return word.isId;
  };
}
