import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { bundleOnly } from '../../../lib/bundle/bundle.ts';
import { withCodeCaches } from '../../../lib/bundle/code-cache/code-caches.ts';
import { runtimeFlags, runtimeOf } from '../../../lib/bundle/code-cache/runtime.ts';
import { environmentFor, startStandIn } from '../../../lib/bundle/code-cache/stand-in.ts';
import { trainingOf } from '../../../lib/bundle/code-cache/training.ts';
import { codeIn } from '../../../lib/cloud/function-code.ts';
import type { OperationId } from '../../../functions/operations.ts';

const run = promisify(execFile);
const ids = ['komoju.payment.show', 'komoju.payment.create'] as const satisfies OperationId[];
const id = 'komoju.payment.show';

let folder: string;
let bundles: Record<OperationId, string>;
let made: Record<OperationId, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'code-cache-'));
  bundles = (await bundleOnly(ids, join(folder, 'bundles'))) as typeof bundles;
  made = await makeCaches();
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

const makeCaches = () =>
  withCodeCaches(bundles, { outdir: join(folder, 'made'), runtime: [process.execPath] }, ids);

/** Starts the function and sends it one request, as Lambda does. @returns its log line */
async function logLineOf(
  directory: string,
  flags: readonly string[] = runtimeFlags,
): Promise<Record<string, unknown>> {
  const { event, answer } = trainingOf(id);
  const { server, url } = await startStandIn(answer);
  const program = `require(process.argv[1]).handler(JSON.parse(process.argv[2]),
    { getRemainingTimeInMillis: () => 27000 }).then(() => process.exit())`;
  try {
    const { stdout } = await run(
      process.execPath,
      [...flags, '-e', program, join(directory, 'index.cjs'), JSON.stringify(event)],
      { env: environmentFor(url) },
    );
    return JSON.parse(stdout) as Record<string, unknown>;
  } finally {
    server.close();
  }
}

test('a function with a code cache starts by it', async () => {
  const line = await logLineOf(made[id]);

  expect(line).toMatchObject({ operation: id, status: 200, cold: true });
  expect(line).not.toHaveProperty('cacheRejected');
});

test('a cache that V8 does not take is counted, and changes nothing else', async () => {
  const line = await logLineOf(made[id], []);

  expect(line).toMatchObject({ operation: id, status: 200, cold: true, cacheRejected: 1 });
});

test('nor does a broken one', async () => {
  const directory = join(folder, 'broken');
  await rm(directory, { recursive: true, force: true });
  const broken = await withCodeCaches(bundles, { outdir: directory, runtime: [process.execPath] }, [
    id,
  ]);
  await truncate(join(broken[id], 'function.cache'), 1_000);

  expect(await logLineOf(broken[id])).toMatchObject({ status: 200, cacheRejected: 1 });
});

test('a function without one counts nothing', async () => {
  expect(await logLineOf(bundles[id])).not.toHaveProperty('cacheRejected');
});

test('what is there of the same code stays', async () => {
  const cache = join(made[id], 'function.cache');
  const before = await stat(cache);
  await makeCaches();

  expect(await stat(cache)).toEqual(before);
});

test('a mutation’s cache holds what its request needed', async () => {
  const sizes = await Promise.all(
    ids.map(async (each) => (await stat(join(made[each], 'function.cache'))).size),
  );

  expect(sizes[1]).toBeGreaterThan((sizes[0] ?? 0) * 1.05);
});

test('the code is ASCII, as the loader reads it', async () => {
  expect(await readFile(join(made[id], 'function.js'), 'latin1')).not.toMatch(/[\x80-\xff]/);
});

test('a Node that does not run here is not looked for', async () => {
  await expect(runtimeOf({ platform: 'sunos', arch: 'x64' })).resolves.toBeUndefined();
});

test('a request of the document for each function that is trained', () => {
  expect(trainingOf('komoju.payment.capture')).toMatchObject({
    event: { resource: '/komoju/api/v1/payments/{paymentId}/capture', httpMethod: 'POST' },
  });
});

test('a function is deployed anew when its code changes, not when its cache does', async () => {
  const keyOf = (): string => {
    const stack = new Stack(new App({ outdir: join(folder, 'cdk') }));
    return codeIn(made[id]).bind(stack).s3Location?.objectKey ?? '';
  };
  const code = join(made[id], 'function.js');
  const first = keyOf();
  await writeFile(join(made[id], 'function.cache'), 'another');
  const second = keyOf();
  await copyFile(join(made['komoju.payment.create'], 'function.js'), code);

  expect(second).toBe(first);
  expect(keyOf()).not.toBe(first);
});
