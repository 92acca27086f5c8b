import { randomInt } from 'node:crypto';

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Random characters of KOMOJU's alphabet. Ids have 25 of them in the sample answers. */
export function newId(length = 25): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** Random decimal digits, leading zeros included. */
export function newDigits(length: number): string {
  return Array.from({ length }, () => randomInt(10)).join('');
}
