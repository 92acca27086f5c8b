import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { patches, sendBy } from '../support/exchanged.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const time = `require(${JSON.stringify(at('time.ts'))})`;

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
      sendBy(at('provider.ts')),
      patches('platform/clock.ts', [
        { from: 'Date.now() as EpochMs', to: `${time}.now()` },
        { from: 'new Promise((resolve) => setTimeout(resolve, ms))', to: `${time}.pause(ms)` },
      ]),
    ],
    logLevel: 'silent',
  });
}
