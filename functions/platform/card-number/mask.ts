import type { Digits } from './digits.ts';
import type { Search } from './find.ts';

const dot = '•'.charCodeAt(0);
const quote = '"'.charCodeAt(0);

const isOfNumber = (character: string): boolean => /^[-+.\deE]$/.test(character);

/** The number of JSON that a place is in. */
function numberAt(text: string, at: number): { start: number; end: number } {
  let [start, end] = [at, at];
  while (isOfNumber(text.charAt(start - 1))) start -= 1;
  while (isOfNumber(text.charAt(end))) end += 1;
  return { start, end };
}

/** Where quotation marks go: around each number of JSON that gets a dot. */
function quotesAround({ text, starts, isQuoted }: Digits, hidden: Uint8Array): Set<number> {
  const quotes = new Set<number>();
  let last = -1;
  for (let index = hidden.indexOf(1); index >= 0; index = hidden.indexOf(1, index + 1)) {
    const at = starts[index] ?? 0;
    if (isQuoted[index] === 1 || at < last) continue;
    const { start, end } = numberAt(text, at);
    quotes.add(start).add(end);
    last = end;
  }
  return quotes;
}

/**
 * The text with dots in the place of the digits that must not be shown. Everything else of it stays as it is, except
 * that a number of JSON becomes a string.
 */
export function withDots({ digits, hidden }: Search, isJson: boolean): string {
  const { text, starts, ends } = digits;
  const quotes = isJson ? quotesAround(digits, hidden) : new Set<number>();
  const units = new Uint16Array(text.length + quotes.size);
  let length = 0;
  const copy = (from: number, to: number): void => {
    for (let at = from; at < to; at += 1) {
      if (quotes.has(at)) units[length++] = quote;
      units[length++] = text.charCodeAt(at);
    }
  };
  let done = 0;
  for (let index = hidden.indexOf(1); index >= 0; index = hidden.indexOf(1, index + 1)) {
    copy(done, starts[index] ?? 0);
    units[length++] = dot;
    done = ends[index] ?? 0;
  }
  copy(done, text.length);
  if (quotes.has(text.length)) units[length++] = quote;
  return Buffer.from(units.buffer, 0, length * 2).toString('utf16le');
}
