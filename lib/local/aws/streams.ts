import * as z from 'zod';
import { dynamodbCall } from './dynamodb-call.ts';

const Record = z.looseObject({
  eventID: z.string(),
  dynamodb: z.looseObject({ SequenceNumber: z.string() }),
});

/** One change of a table, as its stream has it. */
export type StreamRecord = z.infer<typeof Record>;

/** Records in their order, and the iterator behind them; null where the shard has ended. */
type Page = { readonly records: readonly StreamRecord[]; readonly next: string | null };

/** The stream of one table. */
export type TableStream = {
  /** Another table of the same name has another one. */
  readonly arn: string;
  readonly shards: () => Promise<readonly string[]>;
  /** The iterator behind the record of a number, else at the oldest record of a shard. */
  readonly iterator: (shard: string, after: string | undefined) => Promise<string>;
  readonly read: (iterator: string) => Promise<Page>;
};

const Listed = z.object({ Streams: z.array(z.object({ StreamArn: z.string() })) });
const Described = z.object({
  StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })) }),
});
const Iterator = z.object({ ShardIterator: z.string() });
const Records = z.object({
  Records: z.array(Record),
  NextShardIterator: z.string().nullable().default(null),
});

/** Finds the stream of a table; undefined where the server has no streams. */
export async function findStream(
  endpoint: string,
  table: string,
): Promise<TableStream | undefined> {
  const ask = async (operation: string, body: object): Promise<unknown> => {
    const answer = await dynamodbCall({ endpoint, api: 'streams' }, operation, body);
    if (answer.ok) return JSON.parse(answer.text);
    throw new StreamError(operation, answer);
  };
  const listed = await dynamodbCall({ endpoint, api: 'streams' }, 'ListStreams', {
    TableName: table,
  });
  if (!listed.ok) return undefined;
  const arn = Listed.parse(JSON.parse(listed.text)).Streams.at(-1)?.StreamArn;
  if (arn === undefined) return undefined;
  const iteratorOf = async (body: object): Promise<string> =>
    Iterator.parse(await ask('GetShardIterator', { StreamArn: arn, ...body })).ShardIterator;
  return {
    arn,
    shards: async () =>
      Described.parse(await ask('DescribeStream', { StreamArn: arn })).StreamDescription.Shards.map(
        ({ ShardId }) => ShardId,
      ),
    iterator: (ShardId, after) => {
      const oldest = { ShardId, ShardIteratorType: 'TRIM_HORIZON' };
      if (after === undefined) return iteratorOf(oldest);
      const behind = { ShardId, ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after };
      return iteratorOf(behind).catch((error: unknown) => {
        // What was not read within a day is gone from the stream, also in AWS.
        if (error instanceof StreamError && error.isTrimmed) return iteratorOf(oldest);
        throw error;
      });
    },
    read: async (ShardIterator) => {
      const page = Records.parse(await ask('GetRecords', { ShardIterator, Limit: 1000 }));
      return { records: page.Records, next: page.NextShardIterator };
    },
  };
}

class StreamError extends Error {
  override readonly name = 'StreamError';
  readonly isTrimmed: boolean;

  constructor(operation: string, answer: { type: string | undefined; text: string }) {
    super(`The stream of the table did not answer ${operation}: ${answer.text}`);
    this.isTrimmed = answer.type === 'TrimmedDataAccessException';
  }
}
