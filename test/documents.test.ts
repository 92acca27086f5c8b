import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  anchorOf,
  documents,
  headingsIn,
  linksIn,
  scriptsIn,
  sectionOf,
} from './support/markdown.ts';

/* What documents name must exist: files, headings, scripts, findings. */

const textOf = (path: string): string => readFileSync(path, 'utf8');

/** What is wrong with a link; undefined where it leads somewhere. */
function faultOf(document: string, link: string): string | undefined {
  const [name = '', anchor] = link.split('#');
  const path = name === '' ? document : join(dirname(document), name);
  if (!existsSync(path)) return `${link}: there is no ${path}`;
  if (anchor === undefined) return undefined;
  const anchors = path.endsWith('.md') ? headingsIn(textOf(path)).map(anchorOf) : [];
  return anchors.includes(anchor) ? undefined : `${link}: ${path} has no such heading`;
}

test('there are documents, with links and scripts in them', () => {
  const texts = documents().map(textOf);

  expect(texts.length).toBeGreaterThan(15);
  expect(texts.flatMap(linksIn).length).toBeGreaterThan(50);
  expect(texts.flatMap(scriptsIn)).toEqual(expect.arrayContaining(['start', 'explore', 'ci']));
});

describe.each(documents())('%s', (path) => {
  test('links only what is there, headings included', () => {
    const faults = linksIn(textOf(path)).map((link) => faultOf(path, link));

    expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
  });

  test('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: object };
    const missing = scriptsIn(textOf(path)).filter((name) => name !== 'ci' && !(name in scripts));

    expect(missing).toEqual([]);
  });
});

describe('every folder of functions/ and lib/', () => {
  const folders = ['functions', 'lib'].flatMap((top) =>
    readdirSync(top)
      .map((name) => join(top, name))
      .filter((path) => statSync(path).isDirectory()),
  );

  test.each(['bin', 'lib', 'test', ...folders])(
    '%s has a README of a few lines that says which file to open first',
    (folder) => {
      const text = textOf(join(folder, 'README.md'));
      const count = text.trimEnd().split('\n').length;
      // The protocol is told as a whole.
      const most = folder === 'functions/ledger' ? 120 : 25;

      expect(count).toBeGreaterThanOrEqual(5);
      expect(count).toBeLessThanOrEqual(most);
      expect(text).toMatch(/\bopen\b.*\bfirst\b/i);
    },
  );
});

describe('the runbook', () => {
  const runbook = 'lib/cloud/RUNBOOK.md';

  const [, union = ''] = textOf('functions/recovery/finding.ts').split('export type Difference');
  const findings = [...union.matchAll(/^ {2}\| '(\w+)'/gm)].map(([, name = '']) => name);
  const result = headingsIn(sectionOf(runbook, '## Findings'), '###');

  test('says of every finding what it means, and of nothing else', () => {
    expect(findings.length).toBeGreaterThan(10);
    expect(result.sort()).toEqual(findings.map((name) => `\`${name}\``).sort());
  });
});
