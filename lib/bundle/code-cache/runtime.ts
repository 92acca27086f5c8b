import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The Node that functions run on: of the line that Lambda's `nodejs24.x` is. Lambda moves on by itself, and this number
 * follows by hand: a code cache is taken by every Node with the same V8, which hardly ever changes within a line.
 */
export const runtimeVersion = '24.21.0';

/** How Lambda starts Node; `--expose-gc` is one of the flags that V8 compares. */
export const runtimeFlags = ['--expose-gc', '--max-http-header-size=81920'];

/** A system and a processor, by the names that Node has for them. */
export type Machine = { readonly platform: NodeJS.Platform; readonly arch: string };

/** How a Node is started: a program, and what stands before Node's own arguments. */
export type Command = readonly [program: string, ...before: string[]];

/** Out of the way of `npm ci`, which removes it with everything else below node_modules. */
const folder = fileURLToPath(
  new URL(`../../../node_modules/.cache/node-${runtimeVersion}`, import.meta.url),
);

/** Fetches the official binary from npm, where it is not there yet. @returns its path */
async function install({ platform, arch }: Machine): Promise<string> {
  const isWindows = platform === 'win32';
  const packageName = `node-${isWindows ? 'win' : platform}-${arch}`;
  const prefix = join(folder, packageName);
  const bin = join(prefix, 'node_modules', packageName, 'bin');
  const binary = join(bin, isWindows ? 'node.exe' : 'node');
  const isThere = await access(binary).then(
    () => true,
    () => false,
  );
  if (isThere) return binary;
  const words = ['install', '--no-save', '--no-package-lock', '--ignore-scripts', '--force'];
  await run('npm', [...words, '--prefix', prefix, `${packageName}@${runtimeVersion}`], {
    shell: process.platform === 'win32',
  });
  return binary;
}

const isVersion = ([program, ...before]: Command): Promise<boolean> =>
  run(program, [...before, '--version']).then(
    ({ stdout }) => stdout.trim() === `v${runtimeVersion}`,
    () => false,
  );

/** What runs programs of Lambda's ARM processors on another Linux, where it is installed, and the libraries they need. */
const emulators: readonly Command[] = [
  ['qemu-aarch64', '-L', '/usr/aarch64-linux-gnu'],
  ['qemu-aarch64-static', '-L', '/usr/aarch64-linux-gnu'],
];

const isInstalled = ([program]: Command): Promise<boolean> =>
  run(program, ['--version']).then(
    () => true,
    () => false,
  );

/** What a program of that machine can be started by here: by nothing, or by an emulator. */
async function startersFor({ platform, arch }: Machine): Promise<readonly (Command | [])[]> {
  if (platform === process.platform && arch === process.arch) return [[]];
  if (platform !== process.platform || arch !== 'arm64') return [];
  const found = await Promise.all(emulators.map(isInstalled));
  return emulators.filter((_, index) => found[index] === true);
}

/** The Node of a machine, as it is started here; undefined where it can't be had, or does not run. */
export async function runtimeOf(machine: Machine): Promise<Command | undefined> {
  const starters = await startersFor(machine);
  if (starters.length === 0) return undefined;
  const binary = await install(machine).then(undefined, () => undefined);
  if (binary === undefined) return undefined;
  const commands = starters.map((starter) => [...starter, binary] as unknown as Command);
  const isRight = await Promise.all(commands.map(isVersion));
  return commands.find((_, index) => isRight[index] === true);
}
