import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundle, bundleSettings } from '../../lib/bundle/bundle.ts';
import { withCodeCaches } from '../../lib/bundle/code-cache/code-caches.ts';
import { operationIds, type OperationId } from '../../functions/operations.ts';
import { keptConnection, silent } from './changed.ts';

/** The files that a run of the benchmark starts. */
export type Bundles = {
  readonly host: string;
  readonly empty: string;
  readonly peer: string;
  /** The calls alone that a payment cannot do without. */
  readonly bareCalls: string;
  /** Payment create without log line and metrics. */
  readonly silent: string;
  /** Payment create on a connection that is kept, which money forbids. */
  readonly kept: string;
  readonly ours: Readonly<Record<OperationId, string>>;
  /** The measured ones as they are deployed, with their code caches. */
  readonly deployed: Readonly<Record<Measured, string>>;
};

const measured = ['komoju.payment.create', 'komoju.payment.show'] as const satisfies OperationId[];
type Measured = (typeof measured)[number];

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/**
 * Bundles everything into `folder`, ours and the peer by the same settings. Not minified, names can be read.
 *
 * @param runtime makes the code caches
 */
export async function makeBundles(
  { folder, runtime }: { folder: string; runtime: string },
  { minify = true }: { minify?: boolean } = {},
): Promise<Bundles> {
  const [directories, silentOnes, keptOnes] = await Promise.all([
    bundle(join(folder, 'ours'), { minify }),
    bundle(join(folder, 'silent'), { minify, plugins: [silent] }),
    bundle(join(folder, 'kept'), { minify, plugins: [keptConnection] }),
    build({
      ...bundleSettings,
      minify,
      entryPoints: {
        host: here('host.ts'),
        empty: here('peer/empty.ts'),
        peer: here('peer/payment-create.ts'),
        'bare-calls': here('peer/bare-calls.ts'),
      },
      outdir: folder,
    }),
  ]);
  const outdir = join(folder, 'deployed');
  const cached = await withCodeCaches(directories, { outdir, runtime: [runtime] }, measured);
  const ours = operationIds.map((id) => [id, join(directories[id], 'index.cjs')] as const);
  return {
    host: join(folder, 'host.cjs'),
    empty: join(folder, 'empty.cjs'),
    peer: join(folder, 'peer.cjs'),
    bareCalls: join(folder, 'bare-calls.cjs'),
    silent: join(silentOnes['komoju.payment.create'], 'index.cjs'),
    kept: join(keptOnes['komoju.payment.create'], 'index.cjs'),
    ours: Object.fromEntries(ours) as Record<OperationId, string>,
    deployed: Object.fromEntries(
      measured.map((id) => [id, join(cached[id], 'index.cjs')]),
    ) as Record<Measured, string>,
  };
}

export const kilobytesOf = async (file: string): Promise<number> => (await stat(file)).size / 1000;
