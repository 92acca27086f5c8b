import { expect, test } from '@jest/globals';
import type { DueOperation, DueQuery } from '../../../functions/ledger/table/indexes.ts';
import { readAgainShards, shards } from '../../../functions/ledger/transitions.ts';
import type { EpochMs } from '../../../functions/platform/clock.ts';
import { dueSlices, perShardMost } from '../../../functions/recovery/due-slices.ts';

const at = 1_800_000_000_000 as EpochMs;

/** An index in which the first shard of each kind holds so many, one a millisecond; what was asked is noted. */
function indexOf(counts: { readonly new: number; readonly again: number }) {
  const asked: (readonly [number, DueQuery])[] = [];
  const all = (shard: number): DueOperation[] => {
    const length =
      shard === shards[0] ? counts.new : shard === readAgainShards[0] ? counts.again : 0;
    return Array.from({ length }, (_, index) => ({
      id: `${shard}-${index}`,
      readAt: (at - length + index) as EpochMs,
    }));
  };
  const due = (shard: number, query: DueQuery): Promise<readonly DueOperation[]> => {
    asked.push([shard, query]);
    const ordered = query.newestFirst === true ? all(shard).toReversed() : all(shard);
    const start = ordered.findIndex(({ id }) => id === query.after?.id) + 1;
    return Promise.resolve(ordered.slice(start, start + query.most));
  };
  return { asked, due };
}

async function slicesOf(counts: { readonly new: number; readonly again: number }) {
  const index = indexOf(counts);
  const slices: (readonly string[])[] = [];
  for await (const slice of dueSlices(index, { at, most: () => perShardMost }))
    slices.push(slice.map(({ id }) => id));
  return { slices, asked: index.asked };
}

test('what nobody has looked at comes newest first, and by turns with it the longest due', async () => {
  const { slices } = await slicesOf({ new: 513, again: 513 });

  expect(slices.map((slice) => [slice[0], slice.length])).toEqual([
    ['0-512', 512],
    ['8-0', 512],
    ['0-0', 1],
    ['8-512', 1],
  ]);
});

test('each is given once', async () => {
  const ids = (await slicesOf({ new: 3_000, again: 2_048 })).slices.flat();

  expect([ids.length, new Set(ids).size]).toEqual([5_048, 5_048]);
});

test('a shard that is at its end is not asked again', async () => {
  const { asked } = await slicesOf({ new: 1, again: 0 });

  expect(asked).toHaveLength(shards.length + readAgainShards.length);
  expect(asked.every(([, query]) => query.at === at)).toBe(true);
});
