import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';

const require = createRequire(import.meta.url);
const whyUnsupported = require('../../bin/node-version.cjs') as (
  version: string,
  range: string,
) => string | undefined;

type Package = {
  engines: { node: string };
  scripts: Record<string, string>;
  packages: Record<string, { engines?: { node?: string } }>;
};
const read = (file: string): Package => JSON.parse(readFileSync(file, 'utf8')) as Package;
const { engines, scripts } = read('package.json');

test.each([
  '0.12.18',
  '6.17.1',
  '16.20.2',
  '18.20.8',
  '20.0.0',
  '20.18.3',
  '21.7.3',
  '22.12.0',
  '23.11.1',
])('Node %s is refused in one sentence that names it and what is supported', (version) => {
  expect(whyUnsupported(version, engines.node)).toBe(
    `This needs Node ${engines.node}, and this is Node ${version}. Install one of those, then: npm ci`,
  );
});

test.each(['20.19.0', '20.20.2', '22.13.0', '22.22.1', '24.0.0', '24.11.1', '26.0.0'])(
  'Node %s is supported',
  (version) => {
    expect(whyUnsupported(version, engines.node)).toBeUndefined();
  },
);

test('what a person starts first asks for the version of Node', () => {
  for (const name of ['start', 'gateway', 'test'])
    expect([name, scripts[name]]).toEqual([
      name,
      expect.stringMatching(/^exec node bin\/run\.cjs /),
    ]);
});

test('what refuses an old Node can be read by it', () => {
  const texts = ['bin/node-version.cjs', 'bin/run.cjs'].map((file) => readFileSync(file, 'utf8'));
  const text = texts.join('\n').replaceAll(/\/\*[\s\S]*?\*\//g, '');

  expect(text).not.toMatch(/=>|`|\b(const|let|class|async|await)\b [\w{]|\?\.|\?\?/);
});

test('every dependency supports every Node that this project does: npm ci has nothing to warn of', () => {
  const { satisfies } = require('semver') as {
    satisfies: (version: string, range: string) => boolean;
  };
  const supported = ['20.19.0', '20.99.0', '22.13.0', '22.99.0', '24.0.0', '26.0.0', '30.0.0'];
  const gaps = Object.entries(read('package-lock.json').packages).filter(
    ([, { engines: { node = '*' } = {} }]) =>
      supported.some((version) => !satisfies(version, node)),
  );

  expect(gaps.map(([name]) => name)).toEqual([]);
});
