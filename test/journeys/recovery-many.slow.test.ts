import { existsSync, readFileSync } from 'node:fs';
import { BatchWriteItemCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hourMs, type EpochMs } from '../../functions/platform/clock.ts';
import { operationIdOf } from '../../functions/ledger/operation-id.ts';
import { toItem } from '../../functions/ledger/table/items.ts';
import { attributes } from '../../functions/ledger/table/schema.ts';
import { firstClaim } from '../../functions/ledger/transitions.ts';
import { askProvider } from '../load/maker.ts';
import { card } from './orders.ts';
import { startSystem, tableOf, type System } from './system.ts';
import { requestHashes } from '../support/ledger.ts';

/* An hour in which nothing was answered: four thousand operations whose outcome nobody knows. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterAll(() => local.close());

const openOnes = 4_000;
const batch = 25;
/** A run goes on until its time is over; what it leaves, the next ones take. */
const runsMost = 11;
/** Of these the provider has the payment. */
const madeEvery = 100;

const operation = 'komoju.payment.create';

const idOf = (number: number): string =>
  operationIdOf({ namespace: 'many', mode: 'test', caller: 'admin', operation, key: `${number}` });

const claimOf = (number: number, at: EpochMs) =>
  firstClaim(
    {
      id: idOf(number),
      operation,
      resendWithinMs: 23 * hourMs,
      caller: 'admin',
      account: 'main',
      requested: { amount: 1000, currency: 'JPY' },
      fingerprintVersion: 1,
      fingerprint: () => ({ ...requestHashes, fingerprint: 'f'.repeat(43), sent: 's'.repeat(43) }),
    },
    crypto.randomUUID(),
    at,
  );

async function claimMany(at: EpochMs): Promise<void> {
  const { client, TableName } = await tableOf(local);
  for (let first = 0; first < openOnes; first += batch) {
    const puts = Array.from({ length: batch }, (_, more) => ({
      PutRequest: { Item: toItem(claimOf(first + more, at)) },
    }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: puts } }));
  }
  client.destroy();
}

/** How many open operations recovery never asked the provider about. */
async function neverRead(): Promise<number> {
  const { client, TableName } = await tableOf(local);
  let count = 0;
  const open = {
    TableName,
    Select: 'COUNT',
    FilterExpression: '#state = :pending AND attribute_not_exists(#reads)',
    ExpressionAttributeNames: { '#state': attributes.state, '#reads': attributes.reads },
    ExpressionAttributeValues: { ':pending': { S: 'PENDING' } },
  } as const;
  for await (const { Count = 0 } of paginateScan({ client }, open)) count += Count;
  client.destroy();
  return count;
}

/** The most memory that recovery's processes ever had, in MB; undefined where this machine does not say. */
async function memoryMb(): Promise<number | undefined> {
  const processes = await local.processes();
  const peaks = processes
    .filter((process) => process.operation === 'gateway.recover')
    .map(({ pid }) => `/proc/${pid}/status`)
    .filter((file) => existsSync(file))
    .map((file) => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(file, 'utf8'))?.[1]) / 1024);
  return peaks.length === 0 ? undefined : Math.max(...peaks);
}

test('four thousand open operations are gone through in runs that are bounded by their time', async () => {
  await claimMany(Date.now() as EpochMs);
  for (let number = 0; number < openOnes; number += madeEvery) {
    const metadata = { gateway_operation: idOf(number) };
    const body = { amount: 1000, currency: 'JPY', payment_details: card, metadata };
    await askProvider(local.simulatorUrl, 'POST /komoju/api/v1/payments', body);
  }
  await local.advanceClock(60_000);

  const runs: Record<string, number>[] = [];
  while ((await neverRead()) > 0 && runs.length < runsMost) {
    runs.push(await local.runs('gateway.recover'));
  }

  const sum = (name: string): number => runs.reduce((total, each) => total + (each[name] ?? 0), 0);
  const peak = await memoryMb();
  const slowest = Math.max(...runs.map(({ totalMs = 0 }) => totalMs));
  process.stdout.write(
    `${openOnes} open: ${runs.length} runs, the slowest ${slowest} ms, ${peak?.toFixed(0) ?? '?'} MB at most\n`,
  );
  // Each was looked at, and none so soon again that it kept another waiting for longer.
  expect(await neverRead()).toBe(0);
  expect(sum('due')).toBeGreaterThanOrEqual(openOnes);
  expect(sum('recovered')).toBe(openOnes / madeEvery);
  expect(peak ?? 0).toBeLessThan(200);
}, 1_800_000);
