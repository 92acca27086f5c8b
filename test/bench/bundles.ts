import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundle, bundleSettings } from '../../lib/bundle.ts';
import { operationIds, type OperationId } from '../../functions/operations.ts';
import { silent } from './silent.ts';

/** The files that a run of the benchmark starts. */
export type Bundles = {
  readonly host: string;
  readonly empty: string;
  readonly peer: string;
  /** Payment create without log line and metrics. */
  readonly silent: string;
  readonly ours: Readonly<Record<OperationId, string>>;
};

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** Bundles everything into `folder`, ours and the peer by the same settings. Not minified, names can be read. */
export async function makeBundles(
  folder: string,
  { minify = true }: { minify?: boolean } = {},
): Promise<Bundles> {
  const [directories, silentOnes] = await Promise.all([
    bundle(join(folder, 'ours'), { minify }),
    bundle(join(folder, 'silent'), { minify, plugins: [silent] }),
    build({
      ...bundleSettings,
      minify,
      entryPoints: {
        host: here('host.ts'),
        empty: here('peer/empty.ts'),
        peer: here('peer/payment-create.ts'),
      },
      outdir: folder,
    }),
  ]);
  const ours = operationIds.map((id) => [id, join(directories[id], 'index.cjs')] as const);
  return {
    host: join(folder, 'host.cjs'),
    empty: join(folder, 'empty.cjs'),
    peer: join(folder, 'peer.cjs'),
    silent: join(silentOnes['komoju.payment.create'], 'index.cjs'),
    ours: Object.fromEntries(ours) as Record<OperationId, string>,
  };
}

export const kilobytesOf = async (file: string): Promise<number> => (await stat(file)).size / 1000;
