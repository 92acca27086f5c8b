import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** How the one line begins that makes a log line, and what stands in its place. */
const writes = 'export const writeLine =';

/** @throws Error where the file is another than this one was written for */
async function withoutLines(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  if (!text.includes(writes)) throw new Error(`${path} has no ${writes}`);
  return `${text.replace(writes, 'const never =')}\nexport const writeLine = () => {};\n`;
}

/** Bundles a function that writes no log line and computes no metrics, to see by the difference what they cost. */
export const silent: Plugin = {
  name: 'silent',
  setup(esbuild) {
    esbuild.onLoad({ filter: /functions\/platform\/log\.ts$/ }, async ({ path }) => ({
      contents: await withoutLines(path),
      loader: 'ts',
      resolveDir: path.replace(/\/[^/]+$/, ''),
    }));
    esbuild.onLoad({ filter: /functions\/platform\/metric-directives\.ts$/ }, () => ({
      contents: 'export const directivesFor = () => ({});',
      loader: 'ts',
    }));
  },
};
