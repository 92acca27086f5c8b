import { readFileSync } from 'node:fs';
import type * as z from 'zod';
import { UsageError } from './usage-error.ts';

/**
 * Reads a file of the data directory; undefined if there is none yet.
 *
 * @throws UsageError if the file exists and cannot be read. To start empty would lose the data in it.
 */
export function readStoredJson<Value>(file: string, shape: z.ZodType<Value>): Value | undefined {
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    if ((cause as { code?: unknown }).code === 'ENOENT') return undefined;
    throw new UsageError(
      `${file} is damaged or cannot be read. Put a copy of it in its place, or choose another DATA_DIR.`,
      { cause },
    );
  }
}
