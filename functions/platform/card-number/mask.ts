import type { Digits } from './digits.ts';
import { widthAt } from './escapes.ts';
import type { Search } from './search.ts';

const dot = '•'.charCodeAt(0);

const isOfNumber = new Uint8Array(0x80);
for (const each of '+-.0123456789Ee') isOfNumber[each.charCodeAt(0)] = 1;

/** Where the number of JSON that a place is in starts, and where it ends. */
function numberAt({ units }: Digits, at: number): { start: number; end: number } {
  let start = at;
  let end = at;
  while (isOfNumber[units[start - 1] ?? 0] === 1) start -= 1;
  while (isOfNumber[units[end] ?? 0] === 1) end += 1;
  return { start, end };
}

/** A text with quotation marks at these places. */
function withQuotes(text: string, places: readonly number[]): string {
  const starts = [0, ...places];
  return starts.map((start, index) => text.slice(start, starts[index + 1])).join('"');
}

/**
 * The text with dots in the place of the digits that must not be shown. Everything else of it stays as it is, except
 * that a number of JSON becomes a string.
 */
export function withDots({ digits, hidden }: Search): string {
  const { units, starts, isQuoted } = digits;
  const copy = new Uint16Array(units.length);
  const quotes: number[] = [];
  const count = digits.count;
  let length = 0;
  let done = 0;
  let hiddenTo = 0;
  let numberEnd = 0;
  for (let index = 0; index < count; index += 1) {
    hiddenTo = Math.max(hiddenTo, index + (hidden[index] ?? 0));
    if (index >= hiddenTo) continue;
    const start = starts[index] ?? 0;
    if (isQuoted[index] === 0 && start >= numberEnd) {
      const number = numberAt(digits, start);
      quotes.push(length + number.start - done, length + number.end - done);
      numberEnd = number.end;
    }
    while (done < start) copy[length++] = units[done++] ?? 0;
    copy[length++] = dot;
    done = start + widthAt(units, start);
  }
  copy.set(units.subarray(done), length);
  length += units.length - done;
  return withQuotes(Buffer.from(copy.buffer, 0, length * 2).toString('utf16le'), quotes);
}
