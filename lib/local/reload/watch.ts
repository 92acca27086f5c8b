import { watch } from 'node:fs';

/** An editor writes a file in several steps, and a change of branch many files. */
const quietMs = 50;

/**
 * Calls back after files of TypeScript below a folder have changed, with their paths in it, once they have been quiet
 * for a moment.
 *
 * @returns ends the watch
 */
export function watchFolder(
  folder: string,
  onChange: (paths: readonly string[]) => void,
): () => void {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder, { recursive: true, persistent: false }, (_event, name) => {
    if (name?.endsWith('.ts') !== true) return;
    changed.add(name);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const paths = [...changed].sort();
      changed.clear();
      onChange(paths);
    }, quietMs);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
