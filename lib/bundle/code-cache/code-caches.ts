import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { operationIds, rowOf, type OperationId } from '../../../functions/operations.ts';
import { concurrently } from '../../../functions/platform/concurrently.ts';
import { bundleSettings } from '../bundle.ts';
import { names } from './compile.ts';
import { runtimeFlags, type Command } from './runtime.ts';
import { environmentFor, startStandIn } from './stand-in.ts';
import { trainingOf } from './training.ts';

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** A schedule waits for nobody, so its functions start without. */
const isWaitedFor = (id: OperationId): boolean => rowOf(id).schedule === undefined;

/** A run is one process that computes. */
const trainedAtOnce = 2;

/** A run that takes longer is stuck; an emulator takes some seconds. */
const trainingMs = 120_000;

/** @throws Error where the request did not come to its end */
async function train(
  [program, ...before]: Command,
  { trainer, directory, id }: { trainer: string; directory: string; id: OperationId },
): Promise<void> {
  const { event, answer } = trainingOf(id);
  const { server, url } = await startStandIn(answer);
  const words = [...before, ...runtimeFlags, trainer, directory, JSON.stringify(event)];
  const child = spawn(program, words, {
    env: environmentFor(url),
    stdio: 'ignore',
    timeout: trainingMs,
  });
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0)
      throw new Error(`No code cache could be made for ${id}; codeCache: false does without.`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Whether the cache that is there was made of the same code. */
async function isMade(code: string, directory: string): Promise<boolean> {
  const [made, cache] = [join(directory, names.code), join(directory, names.cache)];
  if (!(await isThere(made)) || !(await isThere(cache))) return false;
  return (await readFile(code)).equals(await readFile(made));
}

type Made = { readonly outdir: string; readonly runtime: Command };

/**
 * Makes a code cache for each function that somebody waits for: the function in a directory of its own, with its code,
 * the cache, and a loader in the place of the code. What is there of the same code stays.
 *
 * @param directories of the bundles
 * @param made.runtime what the functions will run on, as it is started here
 * @returns the directory of each function, that of its bundle where it has no cache
 */
export async function withCodeCaches(
  directories: Readonly<Record<OperationId, string>>,
  { outdir, runtime }: Made,
  ids: readonly OperationId[] = operationIds.filter(isWaitedFor),
): Promise<Record<OperationId, string>> {
  const programs = resolve(outdir, 'programs');
  const entryPoints = { loader: here('loader.ts'), trainer: here('train.ts') };
  await build({ ...bundleSettings, entryPoints, outdir: programs });
  const result = { ...directories };
  await concurrently(ids, { workers: trainedAtOnce }, async (id) => {
    const directory = resolve(outdir, id);
    const code = join(directories[id], 'index.cjs');
    result[id] = directory;
    if (await isMade(code, directory)) return;
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory, { recursive: true });
    await copyFile(code, join(directory, names.code));
    await train(runtime, { trainer: join(programs, 'trainer.cjs'), directory, id });
    await copyFile(join(programs, 'loader.cjs'), join(directory, 'index.cjs'));
  });
  return result;
}
