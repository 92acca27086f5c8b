import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The Node that is measured: of the line that Lambda's `nodejs24.x` is, and exact, so that figures can be compared. */
export const measuredVersion = '24.21.0';

/** A Node on this machine, and what is to be said of it. */
export type Runtime = { readonly path: string; readonly says: string };

const installed: Runtime = { path: process.execPath, says: `Node ${process.versions.node}` };

const isWindows = process.platform === 'win32';

/** The package on npm that holds Node for this machine: the official binary, without a script. */
const packageName = `node-${isWindows ? 'win' : process.platform}-${process.arch}`;

/** Out of the way of `npm ci`, which removes it with everything else below node_modules. */
const folder = fileURLToPath(
  new URL(`../../node_modules/.cache/node-${measuredVersion}`, import.meta.url),
);

const binary = join(folder, 'node_modules', packageName, 'bin', isWindows ? 'node.exe' : 'node');

/** @throws Error where the file is not there, does not run on this machine, or is another version */
async function expectVersion(path: string): Promise<void> {
  const { stdout } = await run(path, ['--version']);
  if (stdout.trim() !== `v${measuredVersion}`) throw new Error(`${path} is Node ${stdout.trim()}.`);
}

/** Fetches the package from npm, where it is not there yet. */
async function install(): Promise<void> {
  const isThere = await access(binary).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  const words = ['install', '--no-save', '--no-package-lock', '--ignore-scripts'];
  await run('npm', [...words, '--prefix', folder, `${packageName}@${measuredVersion}`], {
    shell: isWindows,
  });
}

/**
 * The Node that hosts run on. It is fetched when it is first needed and is no dependency, because not every platform has
 * its package; without it the installed Node is measured, and that is said.
 */
export async function measuredRuntime(): Promise<Runtime> {
  try {
    await install();
    await expectVersion(binary);
    return { path: binary, says: `Node ${measuredVersion}, as Lambda's nodejs24.x` };
  } catch {
    const lacking = `${packageName}@${measuredVersion} can't be had`;
    return { ...installed, says: `${installed.says}, the installed one: ${lacking}` };
  }
}
