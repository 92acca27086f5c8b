import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/** Where a local system of this project listens, for commands that look for it. */
export type Running = {
  readonly pid: number;
  readonly simulatorUrl: string;
};

const Note = z.object({ pid: z.int(), simulatorUrl: z.url() });

const project = fileURLToPath(new URL('../../..', import.meta.url));

/** One file for each folder that holds the project; the newest system of it wins. */
const usualFile = join(
  tmpdir(),
  `payment-gateway-${createHash('sha256').update(project).digest('hex').slice(0, 16)}.json`,
);

/** What is noted; undefined where nothing is, or nothing that can be read. */
export function readRunning(file = usualFile): Running | undefined {
  try {
    return Note.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Notes where this process's system listens. */
export function noteRunning(simulatorUrl: string, file = usualFile): void {
  writeFileSync(file, JSON.stringify({ pid: process.pid, simulatorUrl }), { mode: 0o600 });
}

/** Removes the note, unless another system has written its own since. */
export function forgetRunning(file = usualFile): void {
  if (readRunning(file)?.pid === process.pid) rmSync(file, { force: true });
}
