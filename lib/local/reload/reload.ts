import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from '../../bundle.ts';
import type { Local } from '../local.ts';
import { watchFolder } from './watch.ts';

const functionsFolder = fileURLToPath(new URL('../../../functions', import.meta.url));

/** The list of operations: the template was made of it. */
const tableFile = 'operations.ts';

export type ReloadParts = Pick<Local, 'replaceFunctions'> & {
  /** Where bundles are written to; whoever made it removes it. */
  readonly directory: string;
  readonly onLine: (line: string) => void;
};

/** What is printed of a change: its first file, and how many more there were. */
const named = ([first = '', ...others]: readonly string[]): string =>
  `functions/${first}${others.length === 0 ? '' : ` and ${String(others.length)} more`}`;

/**
 * Replaces the running functions whenever one of their files changes, and says so.
 *
 * @returns ends it
 */
export function reloadOnChange({ replaceFunctions, directory, onLine }: ReloadParts): () => void {
  let count = 0;
  let previous: string | undefined;

  const reload = async (paths: readonly string[]): Promise<void> => {
    const startedAt = performance.now();
    count += 1;
    const folder = join(directory, `reload-${String(count)}`);
    try {
      replaceFunctions(await bundle(folder));
    } catch {
      // The bundler has printed what is wrong, and where.
      onLine(`${named(paths)} does not build: the functions from before go on.`);
      return;
    }
    // Old processes have loaded theirs.
    if (previous !== undefined) rmSync(previous, { recursive: true, force: true });
    previous = folder;
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    onLine(`Reloaded after a change of ${named(paths)}, in ${seconds} s.`);
    if (paths.includes(tableFile)) onLine('A new operation or route needs a new start.');
  };

  // One after the other, so that the newest bundle is the last.
  let reloads: Promise<void> = Promise.resolve();
  return watchFolder(functionsFolder, (paths) => {
    reloads = reloads.then(() => reload(paths));
  });
}
