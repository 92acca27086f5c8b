import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A single change of the shipped code: what stands in a file of functions/, once, and what stands there instead. */
export type Patch = { readonly file: string; readonly from: string; readonly to: string };

const patched = ({ file, from, to }: Patch): Plugin => ({
  name: 'patch',
  setup(esbuild) {
    const path = at(`../../functions/${file}`);
    esbuild.onLoad({ filter: new RegExp(`/functions/${file}$`) }, async () => {
      const parts = (await readFile(path, 'utf8')).split(from);
      if (parts.length !== 2) throw new Error(`${file} does not hold this once: ${from}`);
      return { contents: parts.join(to), loader: 'ts' };
    });
  },
});

/**
 * Bundles the explorer with the shipped ledger. Only the AWS SDK's classes are exchanged, for plain values.
 *
 * @param patch a change of the shipped code; absent: as it ships
 */
export async function bundleExplorer(outfile: string, patch?: Patch): Promise<void> {
  await build({
    entryPoints: [at('worker.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    alias: { '@aws-sdk/client-dynamodb': at('sdk.ts') },
    plugins: patch === undefined ? [] : [patched(patch)],
    logLevel: 'silent',
  });
}
