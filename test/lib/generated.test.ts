import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { generatedFiles } from '../../lib/generated/files.ts';

test('what is made from the code is as the code has it: npm run generate writes it', async () => {
  const paths: string[] = [];
  for await (const [path, text] of generatedFiles()) {
    paths.push(path);
    expect([path, readFileSync(path, 'utf8')]).toEqual([path, text]);
  }

  expect(paths).toContain('lib/openapi/openapi.json');
}, 120_000);
