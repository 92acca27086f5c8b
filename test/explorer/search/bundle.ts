import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A single change of the shipped code: what stands in a file of functions/, once, and what stands there instead. */
export type Patch = { readonly file: string; readonly from: string; readonly to: string };

async function patched(path: string, { file, from, to }: Patch): Promise<string> {
  const parts = (await readFile(path, 'utf8')).split(from);
  if (parts.length !== 2) throw new Error(`${file} does not hold this once: ${from}`);
  return parts.join(to);
}

const patches = (patch: Patch): Plugin => ({
  name: `patch ${patch.file}`,
  setup(esbuild) {
    esbuild.onLoad({ filter: new RegExp(`/functions/${patch.file}$`) }, async ({ path }) => ({
      contents: await patched(path, patch),
      loader: 'ts',
    }));
  },
});

/** The clock of what ships is that of the world. */
const clock: Patch = {
  file: 'platform/clock.ts',
  from: 'Date.now() as EpochMs',
  to: `require(${JSON.stringify(at('../stage.ts'))}).onStage().at as EpochMs`,
};

/** One request to a provider leaves by the world and not by a socket. */
const wire: Plugin = {
  name: 'wire',
  setup(esbuild) {
    esbuild.onLoad({ filter: /\/functions\/providers\/client\/send\.ts$/ }, ({ path }) => ({
      contents: `export { send } from ${JSON.stringify(at('../wire.ts'))};`,
      loader: 'ts',
      resolveDir: dirname(path),
    }));
  },
};

/**
 * Bundles the explorer with the shipped code. Only the outermost effects are exchanged: the AWS SDK's classes, the one
 * function that sends a request to a provider, and the clock.
 *
 * @param changes of the shipped code, at most one in a file; none: as it ships
 */
export async function bundleExplorer(
  outfile: string,
  changes: readonly Patch[] = [],
): Promise<void> {
  const sdk = at('../sdk.ts');
  await build({
    entryPoints: [at('worker.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    alias: { '@aws-sdk/client-dynamodb': sdk, '@aws-sdk/client-secrets-manager': sdk },
    plugins: [wire, ...[clock, ...changes].map(patches)],
    logLevel: 'silent',
  });
}
