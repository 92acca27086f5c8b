/** What a character is to a number that stands in a text: one of its digits, what separates them, or what ends it. */
export const separator = 10;
/** Separates nothing, because nobody sees it: 41<zero-width space>11 is read as 4111. */
export const invisible = 11;
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
  if (/^[\t-\r]$/.test(character)) return separator;
  if (invisiblePattern.test(character)) return invisible;
  return writtenAs(character) ?? separator;
}

/** What was found already, plus one; a place is 0 until then. One byte for each of Unicode's code points. */
const known = new Uint8Array(0x11_00_00);

/** The value of a digit, 0 to 9, or else `separator`, `invisible` or `letter`. */
export function kindOf(code: number): number {
  const kind = known[code] ?? 0;
  if (kind > 0) return kind - 1;
  const found = kindByUnicode(code);
  known[code] = found + 1;
  return found;
}
