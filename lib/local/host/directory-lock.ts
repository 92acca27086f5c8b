import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { atExit } from './at-exit.ts';
import { UsageError } from './usage-error.ts';

/**
 * Makes the directory where data outlives a restart, and takes it for this process alone: two hosts on one ledger would
 * each keep half of it in memory.
 *
 * @returns how to release it
 * @throws UsageError naming the process that has it, or why nobody can have it.
 */
export function lockDirectory(directory: string): () => void {
  const lock = join(directory, 'lock');
  const holder = claimed(directory, lock);
  if (holder === undefined)
    throw new UsageError(
      `${directory} is in use by process ${holderOf(lock) ?? 'unknown'}. Stop it, or choose another DATA_DIR.`,
    );
  return atExit(() => {
    rmSync(lock, { force: true });
  });
}

function claimed(directory: string, lock: string): number | undefined {
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

/** Its owner's alone: the ledger and the secrets are in it. Step by step, for Node's own way never ends below /proc. */
function makeDirectory(directory: string): void {
  if (existsSync(directory)) return;
  makeDirectory(dirname(directory));
  mkdirSync(directory, { mode: 0o700 });
}

/** Own process id once the lock is written; undefined where there is one. */
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

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It may belong to somebody else, whom we cannot signal.
    return isCode(error, 'EPERM');
  }
}

const isCode = (error: unknown, code: string): boolean =>
  (error as { code?: unknown }).code === code;
