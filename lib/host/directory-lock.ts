import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { atExit } from './at-exit.ts';
import { UsageError } from './usage-error.ts';

/*
 * The lock is a directory with one file, whose name is its owner: `4711-<random>`. It is made under another name and
 * then renamed, which the file system does only where the lock is absent or empty. So one of several processes gets it,
 * and no one sees half a lock. A dead owner's file is removed by its name, which no other lock ever has: who comes late
 * to a takeover cannot remove the lock of who came first.
 */

/**
 * Creates the directory where data outlives a restart, and locks it for this process: two hosts on one ledger would each
 * hold half of it in memory.
 *
 * @returns releases the lock
 * @throws UsageError naming the process that holds the lock, or why the directory cannot be used
 */
export function lockDirectory(directory: string): () => void {
  const lock = join(directory, 'lock');
  const owner = `${process.pid}-${randomUUID()}`;
  if (!isTaken(directory, lock, owner))
    throw new UsageError(
      `${directory} is in use by process ${ownersOf(lock).map(pidOf).join(', ') || 'unknown'}. Stop it, or choose another DATA_DIR.`,
    );
  return atExit(() => {
    removeOwner(lock, owner);
  });
}

function isTaken(directory: string, lock: string, owner: string): boolean {
  try {
    makeDirectory(directory);
    if (takeLock(lock, owner)) return true;
    for (const other of ownersOf(lock)) {
      if (isAlive(pidOf(other))) return false;
      removeOwner(lock, other);
    }
    return takeLock(lock, owner);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`DATA_DIR cannot be used (${reason}). Choose another directory.`, {
      cause,
    });
  }
}

/** Only for its owner, because the ledger and the secrets are in it. Node's recursive mkdir never returns below /proc. */
function makeDirectory(directory: string): void {
  if (existsSync(directory)) return;
  makeDirectory(dirname(directory));
  mkdirSync(directory, { mode: 0o700 });
}

/** Whether the lock is this owner's now; false if it is another's. */
function takeLock(lock: string, owner: string): boolean {
  const draft = `${lock}.${owner}`;
  mkdirSync(draft, { mode: 0o700 });
  try {
    writeFileSync(join(draft, owner), '', { flag: 'wx' });
    renameSync(draft, lock);
    return true;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (isCode(error, 'ENOTEMPTY') || isCode(error, 'EEXIST')) return false;
    if (isCode(error, 'ENOTDIR'))
      throw new Error(`${lock} was left by an older version: delete it`, { cause: error });
    throw error;
  }
}

/** Removes exactly this owner from the lock, and the lock if nobody else has taken it by then. */
function removeOwner(lock: string, owner: string): void {
  rmSync(join(lock, owner), { force: true });
  try {
    rmdirSync(lock);
  } catch {
    // Somebody else has it, or has removed it.
  }
}

/** Who is named in the lock; nobody where there is none. */
function ownersOf(lock: string): string[] {
  try {
    return readdirSync(lock);
  } catch {
    return [];
  }
}

const pidOf = (owner: string): number => Number.parseInt(owner, 10);

/** Whether there is such a process. */
export function isAlive(pid: number): boolean {
  // Zero and negative numbers name groups of processes.
  if (!(pid > 0)) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It may be another user's process, which we cannot signal.
    return isCode(error, 'EPERM');
  }
}

const isCode = (error: unknown, code: string): boolean =>
  (error as { code?: unknown }).code === code;
