import type { StreamRecord, TableStream } from '../aws/streams.ts';

/** The number of the last record that was read, by shard. */
export type StreamPosition = Readonly<Record<string, string>>;

/** Reads a stream when it is told that something was written, and never by itself. */
export type StreamReader = {
  /** Reads everything that has been written so far; resolves once it was taken. */
  readonly readOn: () => Promise<void>;
};

/** What a reader hands on: a record, and where it stood. */
export type TakeRecord = (shard: string, record: StreamRecord) => void;

/**
 * Reads the records of a stream in their order, each once.
 *
 * @param after where to go on; a shard that is not in it is read from its oldest record
 */
export function createStreamReader(
  stream: TableStream,
  after: StreamPosition,
  take: TakeRecord,
): StreamReader {
  const position: Record<string, string> = { ...after };
  /** Where the next read of each shard begins; null where a shard has ended. */
  const iterators = new Map<string, string | null>();
  let shards: readonly string[] | undefined;

  const readShard = async (shard: string): Promise<void> => {
    let iterator = iterators.get(shard);
    if (iterator === undefined) iterator = await stream.iterator(shard, position[shard]);
    while (iterator !== null) {
      const page = await stream.read(iterator);
      for (const record of page.records) {
        take(shard, record);
        position[shard] = record.dynamodb.SequenceNumber;
      }
      iterator = page.next;
      iterators.set(shard, iterator);
      // An empty page of a shard that goes on is its end for now.
      if (page.records.length === 0 && iterator !== null) return;
    }
    // What follows on a shard that has ended is listed by now.
    shards = undefined;
  };

  const readToEnd = async (): Promise<void> => {
    try {
      const read = new Set<string>();
      for (;;) {
        shards ??= await stream.shards();
        const shard = shards.find((each) => !read.has(each) && iterators.get(each) !== null);
        if (shard === undefined) return;
        read.add(shard);
        await readShard(shard);
      }
    } catch (error) {
      // An iterator may have become too old.
      iterators.clear();
      throw error;
    }
  };

  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  return {
    readOn: () => {
      // A read that has begun may be past what was just written; one that waits to begin is not.
      next ??= running
        .catch(() => undefined)
        .then(() => {
          next = undefined;
          running = readToEnd();
          return running;
        });
      return next;
    },
  };
}
