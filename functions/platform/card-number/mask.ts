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

/** A text without the parts from each first of two places to before the second; where both are one, a quotation mark is added. */
function edited(text: string, places: readonly number[]): string {
  const parts: string[] = [];
  let done = 0;
  for (let index = 0; index < places.length; index += 2) {
    const from = places[index] ?? 0;
    const to = places[index + 1] ?? 0;
    parts.push(from === to ? `${text.slice(done, from)}"` : text.slice(done, from));
    done = to;
  }
  parts.push(text.slice(done));
  return parts.join('');
}

/**
 * The text with dots in the place of the digits that must not be shown. Everything else of it stays as it is, except
 * that a number of JSON becomes a string. Most digits are one unit, as a dot is, so that only few texts are longer or
 * shorter than before.
 */
export function withDots({ digits, hidden }: Search): string {
  const { units, starts, isQuoted, count } = digits;
  const copy = units.slice();
  const edits: number[] = [];
  let hiddenTo = 0;
  let numberEnd = 0;
  for (let index = 0; index < count; index += 1) {
    const more = hidden[index] ?? 0;
    if (more > 0) hiddenTo = Math.max(hiddenTo, index + more);
    if (index >= hiddenTo) continue;
    const start = starts[index] ?? 0;
    const width = widthAt(units, start);
    if (isQuoted[index] === 0 && start >= numberEnd) {
      const number = numberAt(digits, start);
      edits.push(number.start, number.start, number.end, number.end);
      numberEnd = number.end;
    }
    copy[start] = dot;
    if (width > 1) edits.push(start + 1, start + width);
  }
  const text = Buffer.from(copy.buffer).toString('utf16le');
  return edits.length === 0 ? text : edited(text, edits);
}
