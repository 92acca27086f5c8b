import { readFileSync, renameSync, writeFileSync } from 'node:fs';
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

/**
 * Writes such a file: to a second one, and renamed, so that a crash leaves the old file or the new one. Only its owner can
 * read it, for secrets and customers' names are among what is stored.
 */
export function writeStoredJson(file: string, value: unknown): void {
  writeFileSync(`${file}.new`, JSON.stringify(value), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
