import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const folders = ['functions', 'lib', 'bin', 'test', '.github'];

const below = (folder: string): string[] => [
  folder,
  ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
];

const documents = [
  'README.md',
  ...folders.flatMap(below).filter((path) => path.endsWith('.md')),
].sort();
const textOf = (path: string): string => readFileSync(path, 'utf8');

/** The headings of a document as GitHub names them in a link. */
const anchorsOf = (path: string): string[] =>
  [...textOf(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe.each(documents)('%s', (path) => {
  test('links what is there', () => {
    const links = [...textOf(path).matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, to = '']) => to);

    for (const link of links) {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? path : join(dirname(path), file);
      expect([link, existsSync(target)]).toEqual([link, true]);
      if (anchor !== undefined) expect(anchorsOf(target)).toContain(anchor);
    }
  });

  test('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    const named = [...textOf(path).matchAll(/(?:`|^)npm (?:run )?([\w:]+)/gm)].map(
      ([, name = '']) => name,
    );

    expect(named.filter((name) => name !== 'ci' && !(name in scripts))).toEqual([]);
  });

  test('names files that exist', () => {
    const named = [...textOf(path).matchAll(/`((?:functions|lib|test|bin)\/[\w./-]+)`/g)].map(
      ([, name = '']) => name,
    );

    expect(named.filter((name) => !existsSync(name))).toEqual([]);
  });
});

test('the README has at most 150 lines', () => {
  expect(textOf('README.md').split('\n').length).toBeLessThanOrEqual(150);
});

/** What says more than a few lines, each for one kind of reader. */
const long = ['functions/README.md', 'functions/http/README.md', 'functions/ledger/README.md'];

const rooms = ['functions', 'lib', 'bin']
  .flatMap(below)
  .filter((path) => statSync(path).isDirectory());

test.each(rooms)('%s says in a few lines what is in it', (folder) => {
  const path = join(folder, 'README.md');
  const lines = textOf(path).trimEnd().split('\n').length;

  expect(lines).toBeGreaterThanOrEqual(5);
  if (!long.includes(path)) expect(lines).toBeLessThanOrEqual(25);
});

test('the runbook says of every finding what to do, and of nothing else', () => {
  const declared = textOf('functions/recovery/finding.ts').matchAll(/^ {2}\| '(\w+)'/gm);
  const [, section = ''] = textOf('lib/cloud/RUNBOOK.md').split('\n## Findings\n');
  const [table = ''] = section.split('\n## ');
  const told = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);

  expect(told.sort()).toEqual([...declared].map(([, name]) => name).sort());
});
