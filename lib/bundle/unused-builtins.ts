import type { Plugin } from 'esbuild';

/**
 * Modules of Node that a package imports at its start and no function of ours needs: Node would compile ten internal
 * files for each of them while the sandbox starts. What stands in their place.
 */
const replacements = {
  // Middy looks whether an answer is a stream. None is.
  'node:stream/web': 'export class ReadableStream {}',
  // The AWS SDK looks for configuration in files of a person's machine. A Lambda has none.
  'node:fs/promises': `
    export const readFile = () => Promise.reject(new Error('No configuration is in a file.'));`,
} as const;

const fromPackages = /node_modules\/(?:@middy|@smithy)\//;

/** Bundles functions without them. */
export const unusedBuiltins: Plugin = {
  name: 'unused-builtins',
  setup(esbuild) {
    const filter = new RegExp(`^(?:${Object.keys(replacements).join('|')})$`);
    esbuild.onResolve({ filter }, ({ importer, path }) =>
      fromPackages.test(importer.replaceAll('\\', '/'))
        ? { path, namespace: 'unused-builtin' }
        : undefined,
    );
    esbuild.onLoad({ filter, namespace: 'unused-builtin' }, ({ path }) => ({
      contents: replacements[path as keyof typeof replacements],
    }));
  },
};
