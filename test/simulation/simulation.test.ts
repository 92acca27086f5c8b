import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bundleSimulation } from './bundle.ts';
import { expectations } from './report.ts';
import { simulateDay } from './simulate.ts';

/* A small day of `npm run simulate`. */

let folder: string;
let bundle: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'payment-gateway-simulation-'));
  bundle = join(folder, 'day.cjs');
  await bundleSimulation(bundle);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const simulated = (parameters: Parameters<typeof simulateDay>[1]) =>
  simulateDay(bundle, { payments: 5_000, ...parameters }, () => undefined);

test('after an hour without the provider nearly all is known soon, and nothing is found that is not so', async () => {
  const day = await simulated({});

  expect(expectations.filter(([, holds]) => !holds(day)).map(([name]) => name)).toEqual([]);
  expect(day.unknown).toBeGreaterThan(900);
  // While the provider is down its lists and objects cannot be read; nothing else is wrong.
  const gaps = ['list_not_read', 'object_not_read'];
  expect([...day.findings.keys()].filter((finding) => !gaps.includes(finding))).toEqual([]);
}, 120_000);

test('what the provider never executed is known by a read that finds nothing', async () => {
  const day = await simulated({ executed: 0.5 });

  expect(day.ninetyNineMs).toBeLessThanOrEqual(900_000);
}, 120_000);

test('a provider that takes few requests is read as slowly as it wants', async () => {
  const day = await simulated({ limit: 5 });

  expect(day.recovery.throttled + day.reconciliation.throttled).toBeGreaterThan(0);
  expect(day.allMs).toBeLessThan(Infinity);
}, 120_000);
