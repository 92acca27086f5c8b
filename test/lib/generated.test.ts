import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { generatedFiles } from '../../lib/generated/files.ts';

test('what is made from the code is as the code has it: npm run generate writes it', async () => {
  const files = await generatedFiles();

  expect(files.size).toBeGreaterThan(0);
  for (const [path, text] of files)
    expect([path, readFileSync(path, 'utf8')]).toEqual([path, text]);
});
