import { fileURLToPath } from 'node:url';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { atExit } from '../../host/at-exit.ts';

/** The two scripts of a Lambda process, compiled to JavaScript, because a process runs Node without a loader. */
export type ChildScripts = {
  readonly preload: string;
  readonly bootstrap: string;
  readonly remove: () => void;
};

/** Compiles both into a temporary directory; this takes some 20 ms. */
export async function buildChildScripts(): Promise<ChildScripts> {
  // Made and noted in one step: a stop in between would leave it behind.
  const outdir = mkdtempSync(join(tmpdir(), 'payment-gateway-'));
  const remove = atExit(() => {
    rmSync(outdir, { recursive: true, force: true });
  });
  await build({
    entryPoints: ['preload', 'bootstrap'].map((name) =>
      fileURLToPath(new URL(`${name}.ts`, import.meta.url)),
    ),
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
  });
  return {
    preload: join(outdir, 'preload.cjs'),
    bootstrap: join(outdir, 'bootstrap.cjs'),
    remove,
  };
}
