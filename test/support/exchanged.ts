import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';

/* How a bundle of what ships has something else in the place of a part: for a world, or a day, that is not the process's. */

/** What stands in a file, once, and what stands there instead. */
export type Change = { readonly from: string; readonly to: string };

/** A single change of the shipped code: in a file of functions/. */
export type Patch = Change & { readonly file: string };

function patched(text: string, { file, from, to }: Patch): string {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`${file} does not hold this once: ${from}`);
  return parts.join(to);
}

/** Makes changes of one file. @throws Error, when it is bundled, where the file does not hold one of them once */
export const patches = (file: string, changes: readonly Change[]): Plugin => ({
  name: `patch ${file}`,
  setup(esbuild) {
    esbuild.onLoad({ filter: new RegExp(`/functions/${file}$`) }, async ({ path }) => {
      let contents = await readFile(path, 'utf8');
      for (const change of changes) contents = patched(contents, { file, ...change });
      return { contents, loader: 'ts', resolveDir: dirname(path) };
    });
  },
});

/** One request to a provider leaves by the `send` of this file, and not by a socket. */
export const sendBy = (sender: string): Plugin => ({
  name: 'send',
  setup(esbuild) {
    esbuild.onLoad({ filter: /\/functions\/providers\/client\/send\.ts$/ }, ({ path }) => ({
      contents: `export { send } from ${JSON.stringify(sender)};`,
      loader: 'ts',
      resolveDir: dirname(path),
    }));
  },
});
