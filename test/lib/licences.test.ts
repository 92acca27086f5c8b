import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

/* What goes into the functions' bundles may be passed on by anybody: its licences ask for no more than their text. */

type Manifest = {
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
};

const permissive = new Set([
  'MIT',
  'Apache-2.0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Unlicense',
]);

/** What is only needed where the stack is made, and in no bundle. */
const notShipped = new Set(['aws-cdk-lib', 'constructs']);

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/** The installed packages by their places in the lock file: the only one of a name, or the nearest. */
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly packages: Readonly<Record<string, Manifest>>;
};

/** Where Node finds a package that another one needs. */
function placeOf(name: string, from: string): string {
  const folders = from === '' ? [''] : [...prefixesOf(from), ''];
  const place = folders
    .map((folder) => `${folder === '' ? '' : `${folder}/`}node_modules/${name}`)
    .find((each) => Object.hasOwn(lock.packages, each));
  if (place === undefined)
    throw new Error(`${name}, which ${from} needs, is not in the lock file.`);
  return place;
}

/** A place and those around it, the nearest first. */
function prefixesOf(place: string): string[] {
  const parts = place.split('/node_modules/');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/node_modules/'));
}

function shippedFrom(names: readonly string[], from: string, found: Set<string>): void {
  for (const name of names) {
    const place = placeOf(name, from);
    if (found.has(place)) continue;
    found.add(place);
    shippedFrom(Object.keys(lock.packages[place]?.dependencies ?? {}), place, found);
  }
}

test('what ships has licences that permit it', () => {
  const shipped = new Set<string>();
  const names = Object.keys(manifestOf('.').dependencies ?? {});
  shippedFrom(
    names.filter((name) => !notShipped.has(name)),
    '',
    shipped,
  );
  const others = [...shipped].filter((place) => !permissive.has(manifestOf(place).license ?? ''));

  expect(shipped.size).toBeGreaterThan(20);
  expect(others).toEqual([]);
});
