import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { isAlive } from './directory-lock.ts';

/** Where a local system of this project listens, for commands that look for it. */
export type Running = {
  readonly pid: number;
  readonly simulatorUrl: string;
};

const Note = z.object({ pid: z.int().positive(), simulatorUrl: z.url() });

const project = fileURLToPath(new URL('../../..', import.meta.url));

/** One file for each folder that holds the project; the newest system of it wins. */
const usualFile = join(
  tmpdir(),
  `payment-gateway-${createHash('sha256').update(project).digest('hex').slice(0, 16)}.json`,
);

/** What is noted; undefined where nothing is, or nothing that can be read, or somebody else wrote it. */
export function readRunning(file = usualFile): Running | undefined {
  try {
    // The temporary directory is everybody's: another user's file could lead to another user's system.
    if (process.getuid !== undefined && statSync(file).uid !== process.getuid()) return undefined;
    return Note.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** The system that is noted, if its process lives: after a crash another system may listen at its port. */
export function findRunning(file = usualFile): Running | undefined {
  const noted = readRunning(file);
  return noted !== undefined && isAlive(noted.pid) ? noted : undefined;
}

/** Notes where this process's system listens. Where that fails the system runs all the same, and is not found. */
export function noteRunning(simulatorUrl: string, file = usualFile): void {
  // Renamed, so that nobody reads half a note and a link of that name is replaced, not followed.
  const draft = `${file}.${process.pid}`;
  try {
    rmSync(draft, { force: true });
    const text = JSON.stringify({ pid: process.pid, simulatorUrl });
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
    renameSync(draft, file);
  } catch {
    rmSync(draft, { force: true });
  }
}

/** Removes the note, unless another system has written its own since. */
export function forgetRunning(file = usualFile): void {
  if (readRunning(file)?.pid === process.pid) rmSync(file, { force: true });
}
