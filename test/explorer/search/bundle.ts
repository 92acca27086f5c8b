import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { patches, sendBy, type Change, type Patch } from '../../support/exchanged.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The clock of what ships is that of the world, and nothing waits in it: its time stands still between two steps. */
const clock: readonly Change[] = [
  {
    from: 'Date.now() as EpochMs',
    to: `require(${JSON.stringify(at('../stage.ts'))}).onStage().at as EpochMs`,
  },
  {
    from: 'new Promise((resolve) => setTimeout(resolve, ms))',
    to: "Promise.reject(new Error(`It waits ${ms} ms, and a world's time stands still.`))",
  },
];

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
    plugins: [
      sendBy(at('../wire.ts')),
      patches('platform/clock.ts', clock),
      ...changes.map(({ file, ...change }) => patches(file, [change])),
    ],
    logLevel: 'silent',
  });
}
