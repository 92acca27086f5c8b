import type * as z from 'zod/mini';
import { jsonIn } from './body/json-in.ts';

/** A secret that has another form than its reader expects. It holds nothing of the text. */
export class UnreadableSecret extends Error {
  override readonly name = 'UnreadableSecret';
}

/**
 * Reads the text of a secret. What the parsers would throw is kept from everybody: JSON's error quotes from the text, and
 * zod's may name its members.
 *
 * @param what the secret, as an error calls it: `'The secret of the callers'`
 * @throws UnreadableSecret
 */
export function readSecretText<Shape extends z.ZodMiniType>(
  text: string,
  { shape, what }: { readonly shape: Shape; readonly what: string },
): z.output<Shape> {
  const read = shape.safeParse(jsonIn(Buffer.from(text)));
  if (!read.success) throw new UnreadableSecret(`${what} has another form than expected.`);
  return read.data;
}
