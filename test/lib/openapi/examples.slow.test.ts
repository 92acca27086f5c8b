import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { recordStories } from '../../../lib/openapi/examples/record.ts';
import { recorded } from '../../../lib/openapi/examples/recorded.ts';
import { localSystem, type LocalSystem } from '../../support/local.ts';

let local: LocalSystem;
beforeAll(async () => {
  local = await localSystem();
}, 60_000);
afterAll(() => local.close());

test('the examples are what the local system answers: npm run examples records them', async () => {
  const again: unknown = JSON.parse(await recordStories(local));

  expect(again).toEqual(recorded());
}, 120_000);
