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
  const { slices } = await slicesOf({ new: perShardMost + 65, again: perShardMost + 1 });

  expect(slices.map((slice) => [slice[0], slice.length])).toEqual([
    // So few that the newest wait for nothing.
    [`0-${perShardMost + 64}`, 64],
    ['8-0', perShardMost],
    [`0-${perShardMost}`, perShardMost],
    [`8-${perShardMost}`, 1],
    ['0-0', 1],
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
