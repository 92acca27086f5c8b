import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const readme = readFileSync('README.md', 'utf8');

test('the README has at most 300 lines', () => {
  expect(readme.split('\n').length).toBeLessThanOrEqual(300);
});

test('every file that the README links is there', () => {
  const links = [...readme.matchAll(/\]\((?!http)([^)#]+)\)/g)].map(([, path = '']) => path);

  expect(links.length).toBeGreaterThan(0);
  for (const path of links) expect(() => readFileSync(path)).not.toThrow();
});

test('every npm script that the README names exists', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    scripts: Record<string, string>;
  };
  const named = [...readme.matchAll(/`npm (?:run )?([\w:]+)|^npm (?:run )?([\w:]+)/gm)].map(
    ([, inText, inBlock]) => inText ?? inBlock ?? '',
  );

  const missing = named.filter((name) => !['ci'].includes(name) && !(name in scripts));
  expect(missing).toEqual([]);
});
