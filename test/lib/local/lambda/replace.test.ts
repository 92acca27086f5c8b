import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import {
  buildChildScripts,
  type ChildScripts,
} from '../../../../lib/local/lambda/child-scripts.ts';
import { createLambdaPool, type LambdaPool } from '../../../../lib/local/lambda/pool.ts';
import { startLambdaProcess } from '../../../../lib/local/lambda/process.ts';
import { bundle } from './obedient-bundle.ts';

/* Other bundles take the place of those that run. */

let first: string;
let other: string;
let scripts: ChildScripts;
beforeAll(async () => {
  first = mkdtempSync(join(tmpdir(), 'lambda-'));
  writeFileSync(join(first, 'index.cjs'), bundle);
  other = mkdtempSync(join(tmpdir(), 'lambda-other-'));
  writeFileSync(join(other, 'index.cjs'), "exports.handler = async () => 'other';");
  scripts = await buildChildScripts();
});
afterAll(() => {
  scripts.remove();
  for (const folder of [first, other]) rmSync(folder, { recursive: true });
});

let pool: LambdaPool;
let lines: string[];
beforeEach(() => {
  lines = [];
  const onLine = (line: string): void => void lines.push(line);
  const options = {
    ...{ scripts, providers: {}, simulator: 'http://127.0.0.1:1' },
    ...{ offsetMs: () => 0, onLine, environmentFor: () => ({}) },
  };
  const lambda = {
    ...{ operation: 'work', name: 'Stack-work', arn: 'arn:aws:lambda:work', directory: first },
    ...{ handler: 'index.handler', timeoutMs: 10_000, memoryMb: 1024, variables: {} },
  };
  pool = createLambdaPool([lambda], {
    start: (one) => startLambdaProcess(one, options),
    onLine,
  });
});
afterEach(() => pool.close());

async function valueOf(event: object): Promise<unknown> {
  const invocation = await pool.invoke('work', event);
  if (invocation.kind === 'failed') throw new Error(JSON.stringify(invocation));
  return invocation.value;
}

test('they run from the next request on, and the idle process ends', async () => {
  const before = await valueOf({ do: 'pid' });

  pool.replace({ work: other });

  expect(await valueOf({ do: 'pid' })).toBe('other');
  expect(pool.processes().map(({ pid }) => pid)).not.toContain(before);
  expect(lines).toEqual([]);
});

test('a request that is under way ends, and its process takes no other', async () => {
  const pid = await valueOf({ do: 'pid' });
  const underWay = valueOf({ do: 'sleep', ms: 50 });

  pool.replace({ work: other });

  expect(await valueOf({ do: 'pid' })).toBe('other');
  expect(await underWay).toBe(pid);
  expect(await valueOf({ do: 'pid' })).toBe('other');
  expect(lines).toEqual([]);
});

test('a process that was only started ahead ends without a word', async () => {
  pool.warm('work');

  pool.replace({ work: other });

  expect(await valueOf({ do: 'pid' })).toBe('other');
  expect(lines).toEqual([]);
});
