/**
 * Does `work` for all items, so many at a time, in their order; none is begun once the signal has aborted.
 *
 * @throws what `work` threw first, when all that had begun has ended
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

/** Waits for all, whatever becomes of them. @throws what the first of them that failed threw */
export async function allEnded(work: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(work);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
