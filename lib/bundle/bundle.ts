import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { unusedBuiltins } from './unused-builtins.ts';
import { fileOf, operationIds, type OperationId } from '../../functions/operations.ts';

const functionsFolder = fileURLToPath(new URL('../../functions', import.meta.url));

/**
 * What the AWS SDK imports only when it needs it, and never needs here: where it looks for credentials after the
 * environment gave none, and Lambda's environment always has them (the local system sets them as well); and streams of
 * events, which no service of ours sends. With one of them in a bundle esbuild would wrap every module of the SDK in a
 * function, and keep what is never used.
 */
const neverImported = [
  ...['sso', 'ini', 'process', 'web-identity', 'login', 'http'].map(
    (source) => `@aws-sdk/credential-provider-${source}`,
  ),
  '@smithy/credential-provider-imds',
  '@smithy/core/event-streams',
];

/**
 * Gives every operation an entry that no file holds. An operation file exports how to start, and only its entry starts
 * it: so tests and documents can import the file without the settings that a running function needs.
 */
const entries: Plugin = {
  name: 'operation-entries',
  setup(esbuild) {
    esbuild.onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === 'entry-point' ? { path, namespace: 'operation' } : undefined,
    );
    esbuild.onLoad({ filter: /./, namespace: 'operation' }, ({ path }) => ({
      contents: entryOf(path as OperationId),
      resolveDir: functionsFolder,
    }));
  },
};

const entryOf = (id: OperationId): string =>
  `import { start } from './${fileOf(id)}.ts'; export const handler = start();`;

/**
 * How everything that runs in a Lambda is bundled.
 *
 * - `mainFields` takes the AWS SDK's ES modules, of which unused parts can be left out.
 * - Left out is what the SDK never imports here: 320 instead of 356 kB (November 2026).
 * - The ending is `.cjs` because an `index.js` below this package would be taken for an ES module; Lambda finds it.
 * - No `keepNames` (24 kB, and work at every cold start): an error class names itself by a literal `name`.
 * - `import()` becomes `require`: code that came out of a code cache has no loader of modules.
 * - No source maps: the same commit gives the same bytes, so that a map for a logged stack can be made when needed.
 */
export const bundleSettings = {
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  // The lowest version that the code runs on: the local system uses whatever Node is installed.
  target: 'node20',
  mainFields: ['module', 'main'],
  external: neverImported,
  supported: { 'dynamic-import': false },
  minify: true,
  legalComments: 'none',
  logLevel: 'error',
} satisfies BuildOptions;

/**
 * Bundles all functions into `outdir`, a directory per operation with `index.cjs` in it, for the deployed stack and for
 * the local system alike: what was tried is what is deployed. One call of esbuild for all: CDK's own `NodejsFunction`
 * starts it once per function, 9.5 s for 13 of them.
 *
 * @param outdir May exist. A bundle of an operation that is gone stays there and is not named in the result.
 * @param changes To the settings, for those who look into a bundle.
 * @returns The directory of each operation, absolute.
 */
export async function bundle(
  outdir: string,
  changes: BundleChanges = {},
): Promise<Record<OperationId, string>> {
  const directories = await bundleOnly(operationIds, outdir, changes);
  return directories as Record<OperationId, string>;
}

type BundleChanges = Pick<BuildOptions, 'minify' | 'plugins'>;

/** The same of some operations. */
export async function bundleOnly(
  ids: readonly OperationId[],
  outdir: string,
  { plugins = [], ...changes }: BundleChanges = {},
): Promise<Readonly<Record<string, string>>> {
  await build({
    ...bundleSettings,
    ...changes,
    entryPoints: entryPointsOf(ids),
    outdir: resolve(outdir),
    plugins: [entries, unusedBuiltins, ...plugins],
  });
  return Object.fromEntries(ids.map((id) => [id, resolve(outdir, id)]));
}

const entryPointsOf = (ids: readonly OperationId[]) =>
  ids.map((id) => ({ in: id, out: `${id}/index` }));

/**
 * The operations whose bundles hold one of these files.
 *
 * @param files Paths in functions/: `ledger/record.ts`.
 * @throws Error of esbuild, which has printed what is wrong, where the functions do not build.
 */
export async function operationsWith(files: readonly string[]): Promise<readonly OperationId[]> {
  const { metafile } = await build({
    ...{ ...bundleSettings, minify: false, write: false, metafile: true, packages: 'external' },
    entryPoints: entryPointsOf(operationIds),
    outdir: functionsFolder,
    absWorkingDir: functionsFolder,
    plugins: [entries],
  });
  return operationIds.filter((id) => {
    const inputs = metafile.outputs[`${id}/index.cjs`]?.inputs ?? {};
    return files.some((file) => Object.hasOwn(inputs, file));
  });
}

/** One folder in the place of every bundle, for who reads a template only: what is in a function is nothing to it. */
export const inPlaceOfBundles = (folder: string): Record<OperationId, string> =>
  Object.fromEntries(operationIds.map((id) => [id, folder])) as Record<OperationId, string>;
