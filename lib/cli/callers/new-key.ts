import { createHash, randomInt } from 'node:crypto';

/** A key of the gateway, and what the gateway keeps of it. The key itself is shown once and kept nowhere. */
export type NewKey = {
  /** `gk_live_` or `gk_test_` and 22 letters and digits. */
  readonly key: string;
  /** SHA-256 of it, in hexadecimal digits. */
  readonly hash: string;
};

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** 131 bits, which nobody guesses; with the prefix 30 characters, because clients break Basic credentials of more than 43. */
const length = 22;

/** Makes a key that nobody has had before. */
export function makeKey(mode: 'live' | 'test'): NewKey {
  const random = Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
  const key = `gk_${mode}_${random}`;
  return { key, hash: createHash('sha256').update(key).digest('hex') };
}
