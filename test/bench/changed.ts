import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/* Functions that are changed where they are bundled, to see by the difference what a part of them costs. */

/** @throws Error where the file is another than the change was written for */
async function changed(path: string, [from, to]: readonly [string, string]): Promise<string> {
  const text = await readFile(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
  return text.replace(from, () => to);
}

type Change = {
  /** How the path of the changed file ends. */
  readonly filter: RegExp;
  readonly contents: (path: string) => Promise<string> | string;
};

const changing = (name: string, changes: readonly Change[]): Plugin => ({
  name,
  setup(esbuild) {
    for (const { filter, contents } of changes) {
      esbuild.onLoad({ filter }, async ({ path }) => ({
        contents: await contents(path),
        loader: 'ts',
        resolveDir: path.replace(/\/[^/]+$/, ''),
      }));
    }
  },
});

/** A function that writes no log line and computes no metrics. */
export const silent = changing('silent', [
  {
    filter: /functions\/platform\/log\.ts$/,
    contents: async (path) => {
      const text = await changed(path, ['export const writeLine =', 'const never =']);
      return `${text}\nexport const writeLine = () => {};\n`;
    },
  },
  {
    filter: /functions\/platform\/metric-directives\.ts$/,
    contents: () => 'export const directivesFor = () => ({});',
  },
]);

/** A function whose operations share a connection to the provider, as its reads do. Never for money: see connections.ts. */
export const keptConnection = changing('kept-connection', [
  {
    filter: /functions\/providers\/client\/connections\.ts$/,
    contents: (path) => changed(path, ["method === 'GET' ?", "method !== '' ?"]),
  },
]);
