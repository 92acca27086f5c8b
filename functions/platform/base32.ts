const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The first bytes in Crockford's base 32, which has no letters that are mistaken for digits. */
export function base32(bytes: Uint8Array, length: number): string {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    held += 8;
    while (held >= 5 && text.length < length) {
      held -= 5;
      text += crockford.charAt((bits >> held) & 31);
    }
    bits &= (1 << held) - 1;
  }
  return text;
}
