/**
 * Runs an action once: when the returned function is called, or else when this process ends.
 * The action must be synchronous, because a process that ends waits for nothing.
 */
export function atExit(action: () => void): () => void {
  let isDone = false;
  const once = () => {
    process.off('exit', once);
    if (isDone) return;
    isDone = true;
    action();
  };
  process.on('exit', once);
  return once;
}
