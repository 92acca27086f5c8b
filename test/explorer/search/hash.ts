/**
 * 128 bits of a text (after cyrb128), as eight characters: states are compared by it. With a million states, two
 * different ones meet once in 10^26 explorations.
 */
export function hash(text: string): string {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    a = b ^ Math.imul(a ^ code, 597399067);
    b = c ^ Math.imul(b ^ code, 2869860233);
    c = d ^ Math.imul(c ^ code, 951274213);
    d = a ^ Math.imul(d ^ code, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  const mixed = [a ^ b ^ c ^ d, b ^ a, c ^ a, d ^ a];
  return String.fromCharCode(...mixed.flatMap((word) => [word & 0xffff, word >>> 16]));
}
