import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operationIds, type OperationId } from '../../../functions/operations.ts';
import { bundle } from '../../../lib/bundle/bundle.ts';

/** 400 kB: a cold start reads and compiles all of it. */
const budgetBytes = 400_000;

let folder: string;
let directories: Record<OperationId, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  directories = await bundle(folder);
}, 30_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

test('every row has its directory and nothing else is made', async () => {
  expect((await readdir(folder)).sort()).toEqual([...operationIds].sort());
  expect(Object.keys(directories)).toEqual(operationIds);
});

test.each(operationIds)('%s is one file within the budget', async (id) => {
  const { size } = await stat(join(directories[id], 'index.cjs'));

  expect(await readdir(directories[id])).toEqual(['index.cjs']);
  expect(size).toBeLessThanOrEqual(budgetBytes);
});

test('nothing of the console is in a bundle', async () => {
  const ofConsole = /x-console-key|lib\/console|preact|console-moved/;
  for (const id of operationIds) {
    expect(await readFile(join(directories[id], 'index.cjs'), 'utf8')).not.toMatch(ofConsole);
  }
});

test.each([
  ['a package that is not in it', /(?<!\.then\(\(\) ?=> ?[\w$]+\()\brequire\("[^n]/],
  ['streams of the web, which Node compiles when they are asked for', /"node:stream\/web"/],
  ['files', /"node:fs\/promises"/],
  ['modules by import(), which a code cache leaves without a loader', /\bimport\(/],
])('no bundle asks for %s when it is loaded', async (_, ofIt) => {
  for (const id of operationIds) {
    expect(await readFile(join(directories[id], 'index.cjs'), 'utf8')).not.toMatch(ofIt);
  }
});
