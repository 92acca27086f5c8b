import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { patches, sendBy, type Patch } from '../../support/exchanged.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The clock of what ships is that of the world. */
const clock: Patch = {
  file: 'platform/clock.ts',
  from: 'Date.now() as EpochMs',
  to: `require(${JSON.stringify(at('../stage.ts'))}).onStage().at as EpochMs`,
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
    plugins: [
      sendBy(at('../wire.ts')),
      ...[clock, ...changes].map(({ file, ...change }) => patches(file, [change])),
    ],
    logLevel: 'silent',
  });
}
