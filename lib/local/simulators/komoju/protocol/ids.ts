import { randomInt } from 'node:crypto';

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Random characters out of KOMOJU's alphabet; its ids have 25, as its sample answers show. */
export function newId(length = 25): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** Random decimal digits, leading zeros included. */
export function newDigits(length: number): string {
  return Array.from({ length }, () => randomInt(10)).join('');
}
