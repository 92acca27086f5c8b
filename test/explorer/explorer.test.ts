import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bundleExplorer } from './search/bundle.ts';
import { onAllProcessors, work } from './search/workers.ts';
import { scenarios } from './worlds/scenarios.ts';

/* That the worlds can run what ships: who changes the ledger sees it here already, before the exploration. */

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'payment-gateway-explore-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the first schedule of every world is told to its end, and nothing is wrong in it', async () => {
  const bundle = join(folder, 'shipped.cjs');
  await bundleExplorer(bundle);
  const ends = new Map<string, string | undefined>();

  await onAllProcessors(scenarios, async ({ name }) => {
    const told = await work(bundle, { scenario: name, schedules: 1, violations: 1, tape: '' });
    ends.set(name, told.kind === 'story' ? told.story.at(-1) : told.kind);
  });

  expect(ends).toEqual(new Map(scenarios.map(({ name }) => [name, 'nothing is wrong'])));
}, 120_000);
