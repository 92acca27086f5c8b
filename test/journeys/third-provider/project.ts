import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { copyProject, type ProjectCopy } from '../../support/project-copy.ts';
import { files, rows } from './files.ts';

/** A copy of the project. */
export type Project = ProjectCopy & {
  /** Runs a program of node_modules in it, and gives what it prints. */
  readonly run: (program: string, programArguments: readonly string[]) => string;
};

const parts = [
  ...['functions', 'lib', 'bin', 'test/support', 'test/lib/cloud/template-reader.ts', 'README.md'],
  ...['package.json', 'tsconfig.json', 'cdk.json', '.prettierrc.json', '.dependency-cruiser.mjs'],
];

/** A copy of the project with another provider in it: its files, its rows, and what `npm run generate` makes of them. */
export async function projectWithProvider(): Promise<Project> {
  const copy = await copyProject('third', parts);
  const run: Project['run'] = (program, programArguments) =>
    execFileSync(resolve('node_modules/.bin', program), programArguments, {
      cwd: copy.path('.'),
      encoding: 'utf8',
    });

  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(copy.path(path)), { recursive: true });
    await writeFile(copy.path(path), text);
  }
  const table = copy.path('functions/operations.ts');
  const before = await readFile(table, 'utf8');
  await writeFile(table, before.replace(/^ {2}'gateway\.operation/m, `${rows}$&`));
  run('tsx', ['bin/generate.ts']);
  return { ...copy, run };
}

/** The local system of a project. */
export type Running = {
  readonly url: string;
  readonly simulatorUrl: string;
  readonly stop: () => Promise<void>;
};

/** Starts it as `npm start` does. */
export async function startProject({ path }: Project): Promise<Running> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/local.ts'], {
    cwd: path('.'),
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (line.includes('Ctrl-C')) break;
  }
  child.stdout.resume();
  const at = (title: string): string =>
    lines.find((line) => line.startsWith(`${title}: `))?.slice(title.length + 2) ?? '';
  return {
    url: at('Gateway ready'),
    simulatorUrl: at('Simulator'),
    stop: async () => {
      child.kill('SIGINT');
      await ended;
    },
  };
}
