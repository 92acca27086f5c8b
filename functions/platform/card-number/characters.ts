/*
 * What a character is to a number that stands in a text: the value of a digit, 0 to 9, or one of these, in the order of
 * how far they part the digits beside them.
 */

/** Parts nothing, because nobody sees it: 41<zero-width space>11 is read as 4111. */
export const invisible = 10;
export const separator = 11;
export const letter = 12;

const digitPattern = /^\p{Nd}$/u;
const invisiblePattern = /^[\p{Default_Ignorable_Code_Point}\p{M}\p{C}]$/u;
/** Modifier letters are not among them: the Japanese prolonged sound mark is typed as a dash. */
const letterPattern = /^(?!\p{Lm})\p{L}$/u;

/** Unicode's decimal digits come in tens, from zero to nine, so the value is the place behind the first of them. */
function valueOf(code: number): number {
  let first = code;
  while (digitPattern.test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
}

/** The value of a digit in a circle, raised or lowered; what else is written as one character is no digit. */
function writtenAs(character: string): number | undefined {
  const plain = character.normalize('NFKC');
  return /^\d$/.test(plain) ? Number(plain) : undefined;
}

function kindByUnicode(code: number): number {
  const character = String.fromCodePoint(code);
  if (letterPattern.test(character) && !invisiblePattern.test(character)) return letter;
  if (digitPattern.test(character)) return valueOf(code);
  if (invisiblePattern.test(character)) return invisible;
  return writtenAs(character) ?? separator;
}

/** No kind, but that of a unit that must be looked at: it is not known yet, or more than one write a character. */
export const special = 13;

/**
 * The kinds of the units of UTF-16 in a text. ASCII is known from the start: of its control characters, those that move
 * on are seen.
 */
export const kindsInText = new Uint8Array(0x1_00_00)
  .fill(special)
  .fill(invisible, 0, 0x80)
  .fill(separator, 0x09, 0x0e)
  .fill(separator, 0x20, 0x7f)
  .fill(letter, 0x41, 0x5b)
  .fill(letter, 0x61, 0x7b);

/** The same between the strings of JSON, where everything ends a number except its point. */
export const kindsInJson = new Uint8Array(0x1_00_00).fill(letter);
kindsInJson[0x2e] = separator;

for (const kinds of [kindsInText, kindsInJson]) {
  for (let value = 0; value <= 9; value += 1) kinds[0x30 + value] = value;
  for (const each of '"\\') kinds[each.charCodeAt(0)] = special;
}

/** What is known of the others, plus one; a place is 0 until then. One byte for each of Unicode's code points. */
const known = new Uint8Array(0x11_00_00);

/** Whether a character beyond ASCII is one unit, and no half of a pair. */
const isUnit = (code: number): boolean =>
  (code > 0x7f && code < 0xd800) || (code > 0xdfff && code <= 0xffff);

/** The value of a digit, 0 to 9, or else `separator`, `invisible` or `letter`. */
export function kindOf(code: number): number {
  const kind = kindsInText[code] ?? special;
  if (kind !== special) return kind;
  const learnt = known[code] ?? 0;
  if (learnt > 0) return learnt - 1;
  const found = kindByUnicode(code);
  known[code] = found + 1;
  if (isUnit(code)) kindsInText[code] = found;
  return found;
}
