/** What follows the prefix of a key: 22 letters and digits. */
const randomLength = 22;

/** `'basic'` → `'[Bb][Aa][Ss][Ii][Cc]'`: WAF's patterns know capitals from small letters. */
const inAnyCase = (word: string): string =>
  word.replaceAll(/[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`);

/**
 * The Authorization headers that may hold a key of the mode, as a pattern: the user name of Basic with or without its
 * colon, the same without the word, or a Bearer token.
 *
 * Only these few writings of a key, and no password: each writing is counted by itself, and a stolen key that may be
 * written in any number of ways would be counted in none.
 */
export function keyForm(mode: 'live' | 'test'): string {
  const prefix = `gk_${mode}_`;
  const keyLength = prefix.length + randomLength;
  // Base64 has four characters for three bytes: so many of them say nothing but the prefix.
  const known = Buffer.from(prefix)
    .toString('base64')
    .slice(0, Math.floor((prefix.length * 4) / 3));
  const others = `[A-Za-z0-9+/]{${(keyLength * 4) / 3 - known.length}}`;
  const colon = Buffer.from(':').toString('base64').replace('==', '');
  const basic = `(?:${inAnyCase('basic')} )?${known}${others}(?:${colon}(?:==)?)?`;
  const bearer = `${inAnyCase('bearer')} ${prefix}[A-Za-z0-9]{${randomLength}}`;
  return `^(?:${basic}|${bearer})$`;
}
