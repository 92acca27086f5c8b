import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { OperationId } from '../../functions/operations.ts';
import { UsageError } from '../../lib/local/host/usage-error.ts';
import { operate } from '../../lib/cli/command.ts';
import { orderOf, type OnceOrder } from './mutations.ts';
import { operationOf, type System } from './system.ts';

/** How a command ended, and what it printed. */
export type Ended = { readonly code: number; readonly out: string; readonly error: string };

const tsx = join('node_modules', '.bin', 'tsx');

/** Runs a program to its end. */
async function ran(
  file: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Ended> {
  try {
    const { stdout, stderr } = await promisify(execFile)(file, words, { env });
    return { code: 0, out: stdout, error: stderr };
  } catch (ended) {
    const { code, stdout, stderr } = ended as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, error: stderr };
  }
}

/** `npm run operations -- …`, as a process of its own. */
export const spawnOperations = (
  words: readonly string[],
  env?: NodeJS.ProcessEnv,
): Promise<Ended> => ran(tsx, ['bin/operations.ts', ...words], env);

/** A line that the tool printed, as a shell takes it. */
export const typeAgain = (line: string): Promise<Ended> =>
  ran('sh', ['-c', line.replace('npm run operations --', `${tsx} bin/operations.ts`)]);

/** The words that lead to a local system. */
export const hereOf = (local: System): string[] => ['--local', '--sandbox', local.simulatorUrl];

/** The same without a process: what was printed, and the error's one line. */
export async function operations(local: System, ...words: readonly string[]): Promise<Ended> {
  const printed: string[] = [];
  try {
    await operate([...words, ...hereOf(local)], (text) => printed.push(text));
    return { code: 0, out: printed.join('\n'), error: '' };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { code: 1, out: printed.join('\n'), error: error.message };
  }
}

/** An operation whose caller was told nothing. */
export async function vanish(
  local: System,
  operation: OperationId,
  kind: string,
): Promise<OnceOrder & { id: string }> {
  const order = await orderOf(operation, local);
  await local.fault({ on: order.on, match: order.match, kind });
  return { ...order, id: operationOf(await order.send()) };
}
