import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Whatever the shipped file exports besides is not used by the jobs. */
const stand = (filter: RegExp, contents: string): Plugin => ({
  name: String(filter),
  setup(esbuild) {
    esbuild.onLoad({ filter }, ({ path }) => ({
      contents,
      loader: 'ts',
      resolveDir: dirname(path),
    }));
  },
});

const time = JSON.stringify(at('time.ts'));

/**
 * Bundles the simulation with the shipped jobs. Only what lies outside of them is exchanged: the clock, and the one
 * function that sends a request to a provider. The table is given to them as ports.
 */
export async function bundleSimulation(outfile: string): Promise<void> {
  await build({
    entryPoints: [at('worker.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    plugins: [
      stand(
        /\/functions\/providers\/client\/send\.ts$/,
        `export { send } from ${JSON.stringify(at('provider.ts'))};`,
      ),
      {
        name: 'clock',
        setup(esbuild) {
          esbuild.onLoad({ filter: /\/functions\/platform\/clock\.ts$/ }, async ({ path }) => {
            const { readFile } = await import('node:fs/promises');
            const text = (await readFile(path, 'utf8'))
              .replace('Date.now() as EpochMs', `require(${time}).now()`)
              .replace(
                'new Promise((resolve) => setTimeout(resolve, ms))',
                `require(${time}).pause(ms)`,
              );
            return { contents: text, loader: 'ts', resolveDir: dirname(path) };
          });
        },
      },
    ],
    logLevel: 'silent',
  });
}
