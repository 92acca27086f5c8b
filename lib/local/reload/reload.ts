import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OperationId } from '../../../functions/operations.ts';
import { bundleOnly, operationsWith } from '../../bundle/bundle.ts';
import type { Local } from '../local.ts';
import { watchFolder } from './watch.ts';

const functionsFolder = fileURLToPath(new URL('../../../functions', import.meta.url));

/** The list of operations: the template was made of it. */
const tableFile = 'operations.ts';

export type ReloadParts = Pick<Local, 'replaceFunctions' | 'runningFunctions'> & {
  /** Where bundles are written to; whoever made it removes it. */
  readonly directory: string;
  readonly onLine: (line: string) => void;
};

/** What is printed of a change: its first file, and how many more there were. */
const named = ([first = '', ...others]: readonly string[]): string =>
  `functions/${first}${others.length === 0 ? '' : ` and ${String(others.length)} more`}`;

const counted = ({ length }: readonly unknown[]): string =>
  length === 1 ? '1 function' : `${String(length)} functions`;

/** Bundles operations anew, each time into another folder, and puts them in the place of what runs. */
function replacing({ replaceFunctions, directory }: ReloadParts) {
  let count = 0;
  const current = new Map<string, string>();
  return async (ids: readonly OperationId[]): Promise<void> => {
    count += 1;
    const directories = await bundleOnly(ids, join(directory, `reload-${String(count)}`));
    replaceFunctions(directories);
    for (const [id, folder] of Object.entries(directories)) {
      // Processes that are under way have loaded theirs.
      const previous = current.get(id);
      if (previous !== undefined) rmSync(previous, { recursive: true, force: true });
      current.set(id, folder);
    }
  };
}

/**
 * Replaces the running functions whenever one of their files changes, and says so: first those of which a process runs,
 * because somebody waits for them.
 *
 * @returns ends it
 */
export function reloadOnChange(parts: ReloadParts): () => void {
  const { runningFunctions, onLine } = parts;
  const replace = replacing(parts);

  const reload = async (paths: readonly string[]): Promise<void> => {
    const startedAt = performance.now();
    const took = (): string => `in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
    const changed = await operationsWith(paths);
    const running = runningFunctions();
    const first = changed.filter((id) => running.has(id));
    const others = changed.filter((id) => !running.has(id));
    await replace(first);
    const more = others.length === 0 ? '' : `; ${counted(others)} that nobody has called follow`;
    onLine(`Reloaded ${counted(first)} after a change of ${named(paths)}, ${took()}${more}.`);
    if (paths.includes(tableFile)) onLine('A new operation or route needs a new start.');
    await replace(others);
    if (others.length > 0) onLine(`Reloaded ${counted(others)} more, ${took()}.`);
  };

  // One after the other, so that the newest bundle is the last.
  let reloads: Promise<void> = Promise.resolve();
  return watchFolder(functionsFolder, (paths) => {
    reloads = reloads
      .then(() => reload(paths))
      .catch(() => {
        // The bundler has printed what is wrong, and where.
        onLine(`${named(paths)} does not build: the functions from before go on.`);
      });
  });
}
