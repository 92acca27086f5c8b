import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runGateway } from '../../lib/cli/program.ts';
import { consoleCommand } from '../../lib/console/command.ts';
import type { Print } from '../../lib/host/print.ts';
import type { System } from './system.ts';

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

/** `npm run gateway -- …`, as a process of its own. */
export const spawnGateway = (words: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended> =>
  ran(tsx, ['bin/gateway.ts', ...words], env);

/** A line that a command printed, as a shell takes it. */
export const typeAgain = (line: string): Promise<Ended> =>
  ran('sh', ['-c', line.replace('npm run gateway --', `${tsx} bin/gateway.ts`)]);

/** The words that lead to a local system. */
export const hereOf = (local: System): string[] => ['--local', '--sandbox', local.simulatorUrl];

/** The same without a process. */
export async function gateway(...words: readonly string[]): Promise<Ended> {
  const out: string[] = [];
  const errors: string[] = [];
  const print: Print = { out: (line) => out.push(line), error: (line) => errors.push(line) };
  const code = await runGateway(words, print, [consoleCommand]);
  return { code, out: out.join('\n'), error: errors.join('\n') };
}

/** `operations …` on a local system. */
export const operations = (local: System, ...words: readonly string[]): Promise<Ended> =>
  gateway('operations', ...words, ...hereOf(local));
