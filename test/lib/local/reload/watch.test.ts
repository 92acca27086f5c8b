import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { watchFolder } from '../../../../lib/local/reload/watch.ts';

let folder: string;
let end: () => void;
let changes: AsyncIterator<readonly string[]>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watch-'));
  mkdirSync(join(folder, 'room'));
  writeFileSync(join(folder, 'room', 'a.ts'), '');
  const told: (readonly string[])[] = [];
  let hear = (): void => undefined;
  end = watchFolder(folder, (paths) => {
    told.push(paths);
    hear();
  });
  changes = {
    next: async () => {
      while (told.length === 0)
        await new Promise<void>((resolve) => {
          hear = resolve;
        });
      return { done: false, value: told.shift() ?? [] };
    },
  };
});
afterEach(() => {
  end();
  rmSync(folder, { recursive: true });
});

const write = (name: string): void => {
  writeFileSync(join(folder, name), `${String(Math.random())}\n`);
};

test('tells a file that has changed, in any room, and files that have changed together once', async () => {
  write('room/a.ts');
  write('b.ts');

  expect((await changes.next()).value).toEqual(['b.ts', 'room/a.ts']);
});

test('tells nothing of other files', async () => {
  write('notes.md');
  write('b.ts');

  expect((await changes.next()).value).toEqual(['b.ts']);
});
