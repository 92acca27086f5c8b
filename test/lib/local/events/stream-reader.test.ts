import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startDynamodb } from '../../../../lib/local/aws/dynamodb.ts';
import { findStream } from '../../../../lib/local/aws/streams.ts';
import {
  createStreamReader,
  type StreamPosition,
  type StreamReader,
} from '../../../../lib/local/events/stream-reader.ts';
import {
  hasStreams,
  startStreamedTable,
  storeWithoutStream,
  type StreamedTable,
} from './on-stream.ts';

const idIn = ({ dynamodb }: { dynamodb: Record<string, unknown> }): unknown =>
  (dynamodb['Keys'] as { pk: { S: string } }).pk.S;

test('a server without streams is told by what it answers', async () => {
  const server = await startDynamodb('dynalite', undefined);
  await storeWithoutStream(server);

  expect(await findStream(server.endpoint, 'ledger')).toBeUndefined();
  await server.close();
});

(hasStreams ? describe : describe.skip)('a reader of the table’s stream', () => {
  let table: StreamedTable;
  let taken: unknown[];
  let position: Record<string, string>;
  let writes: number;
  beforeEach(async () => {
    writes = 0;
    taken = [];
    position = {};
    table = await startStreamedTable(() => {
      writes += 1;
    });
  });
  afterEach(() => table.close());

  const readerFrom = (after: StreamPosition): StreamReader =>
    createStreamReader(table.stream, after, (shard, record) => {
      taken.push(`${record['eventName'] as string} ${idIn(record) as string}`);
      position[shard] = record.dynamodb.SequenceNumber;
    });

  test('takes every write once, in its order', async () => {
    const reader = readerFrom({});
    await table.put('one');
    await table.put('two');
    await reader.readOn();
    await table.change('one');
    await reader.readOn();
    await reader.readOn();

    expect(taken).toEqual(['INSERT one', 'INSERT two', 'MODIFY one']);
    expect(writes).toBe(3);
  });

  test('has taken what was written before it was asked, however often it is asked at once', async () => {
    const reader = readerFrom({});
    const reads: Promise<void>[] = [];
    for (let count = 0; count < 20; count += 1) {
      await table.put(`item-${count}`);
      const read = reader.readOn().then(() => {
        expect(taken.length).toBeGreaterThan(count);
      });
      reads.push(read);
    }
    await Promise.all(reads);

    expect(taken).toHaveLength(20);
  });

  test('reads more than one page', async () => {
    for (let batch = 0; batch < 21; batch += 1)
      await Promise.all(Array.from({ length: 50 }, (_, at) => table.put(`${batch}-${at}`)));
    await readerFrom({}).readOn();

    expect(new Set(taken).size).toBe(1050);
    expect(taken).toHaveLength(1050);
  }, 120_000);

  test('goes on behind a position', async () => {
    await table.put('one');
    await readerFrom({}).readOn();
    await table.put('two');
    taken = [];
    await readerFrom(position).readOn();

    expect(taken).toEqual(['INSERT two']);
  });

  test('reads again after the server did not answer', async () => {
    const { stream } = table;
    let isDown = true;
    const failing: typeof stream = {
      ...stream,
      read: (iterator) => (isDown ? Promise.reject(new Error('down')) : stream.read(iterator)),
    };
    const reader = createStreamReader(failing, {}, (_shard, record) => taken.push(idIn(record)));
    await table.put('one');
    await expect(reader.readOn()).rejects.toThrow('down');
    isDown = false;
    await reader.readOn();

    expect(taken).toEqual(['one']);
  });
});

(hasStreams ? test : test.skip)('a table that was stored without a stream gets one', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'streams-'));
  const server = await startDynamodb('dynoxide', directory);
  await storeWithoutStream(server);
  await server.close();

  const table = await startStreamedTable(undefined, directory);
  await table.put('one');
  const taken: unknown[] = [];
  await createStreamReader(table.stream, {}, (_shard, record) => taken.push(idIn(record))).readOn();

  expect(taken).toEqual(['one']);
  await table.close();
  rmSync(directory, { recursive: true });
});
