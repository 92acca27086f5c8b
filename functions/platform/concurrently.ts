/**
 * Does `work` for all items in their order, at most `workers` at a time. After `until` aborts, no further item is
 * started.
 *
 * @throws the error of the first worker in order that failed, after every started item has ended
 */
export async function concurrently<Item>(
  items: readonly Item[],
  { workers, until }: { readonly workers: number; readonly until?: AbortSignal },
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const worker = async (): Promise<void> => {
    for (const item of rest) {
      if (until?.aborted === true) return;
      await work(item);
    }
  };
  await allEnded(Array.from({ length: workers }, worker));
}

/** Waits until all have ended, also those that fail. @throws what the first that failed threw */
export async function allEnded(work: readonly Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(work);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
