import { expect, test } from '@jest/globals';
import {
  createOnce,
  type StoredAnswer,
} from '../../../../../../lib/local/simulators/komoju/protocol/idempotency.ts';

const hourMs = 3_600_000;

test('answers of keys that are free again are forgotten, and no others', async () => {
  const remembered: Record<string, StoredAnswer> = {};
  let now = Date.parse('2026-03-01T00:00:00Z');
  const once = createOnce(remembered, () => now);
  const answer = { status: 200, body: '{}', applied: true };
  const use = (header: string) => once({ owner: 'secret', header }, () => Promise.resolve(answer));

  // A key for every minute of a month.
  for (let minute = 0; minute < 30 * 24 * 60; minute += 1) {
    await use(`key-${minute}`);
    now += 60_000;
  }

  const ages = Object.values(remembered).map(({ firstUsedAt }) => now - firstUsedAt);
  expect(ages.length).toBeLessThan(24 * 60 + 1000);
  expect(ages.filter((age) => age < 24 * hourMs)).toHaveLength(24 * 60 - 1);
});
