/*
 * Most texts hold so few digits in a row that they cannot hold a card number. That is seen by one pattern, which V8 runs
 * as machine code from the first time on; the search itself is interpreted then. The pattern may find too much: the
 * search decides. It never finds too little.
 */

/** Surely letters, which end a number: of ASCII, of hiragana, katakana and the ideographs of Unicode's first plane. */
export const letters = String.raw`A-Za-z\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9ffc`;
/** Surely neither digits nor letters: all else of ASCII but the backslash. */
export const others = String.raw`\x00-/:-@[\]^-\`{-\x7f`;

/** What stands behind the backslash of an escape in JSON. */
const escaped = String.raw`u[\dA-Fa-f]{4}|["\\/bfnrt]`;
/** An escape may be a digit, and so may all else there is. A backslash that begins no escape is a separator. */
const perhapsDigit = String.raw`(?:[^\\${letters}${others}]|\\(?:${escaped}|(?!${escaped})))`;

/**
 * It begins behind a letter only, and each character is matched in one way only: so what a match costs grows with the
 * text's length, and no faster.
 */
const candidate = new RegExp(`(?<![^${letters}])[${others}]*(?:${perhapsDigit}[${others}]*){13}`);

/** Whether a text has, without a letter between them, as many digits as the shortest card number, or what may be digits. */
export const mayHoldCardNumber = (text: string): boolean => candidate.test(text);
