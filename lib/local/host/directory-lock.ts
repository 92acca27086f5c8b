import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { atExit } from './at-exit.ts';
import { UsageError } from './usage-error.ts';

/**
 * Creates the directory where data outlives a restart, and locks it for this process: two hosts on one ledger would each
 * hold half of it in memory.
 *
 * @returns releases the lock
 * @throws UsageError naming the process that holds the lock, or why the directory cannot be used
 */
export function lockDirectory(directory: string): () => void {
  const lock = join(directory, 'lock');
  const holder = locked(directory, lock);
  if (holder === undefined)
    throw new UsageError(
      `${directory} is in use by process ${holderOf(lock) ?? 'unknown'}. Stop it, or choose another DATA_DIR.`,
    );
  return atExit(() => {
    rmSync(lock, { force: true });
  });
}

function locked(directory: string, lock: string): number | undefined {
  try {
    makeDirectory(directory);
    return takeLock(lock) ?? (removeStale(lock) ? takeLock(lock) : undefined);
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

/** The id of this process once the lock is written; undefined if there already is a lock. */
function takeLock(lock: string): number | undefined {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return process.pid;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return undefined;
    throw error;
  }
}

/** Removes the lock of a process that is gone. */
function removeStale(lock: string): boolean {
  const pid = holderOf(lock);
  if (pid !== undefined && isAlive(pid)) return false;
  rmSync(lock, { force: true });
  return true;
}

function holderOf(lock: string): number | undefined {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Whether there is such a process. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It may be another user's process, which we cannot signal.
    return isCode(error, 'EPERM');
  }
}

const isCode = (error: unknown, code: string): boolean =>
  (error as { code?: unknown }).code === code;
