import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { fileOf, operationIds, providerNames } from '../functions/operations.ts';

/*
 * Rules about the code itself, after the tidy tests of other money software: what would otherwise be said in every
 * review is checked once, here. Lint has the rest.
 */

const folders = ['bin', 'lib', 'functions', 'test'];

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

const files = folders.flatMap(filesBelow);
const sources = files.filter((path) => /\.tsx?$/.test(path));
const textOf = (path: string): string => readFileSync(path, 'utf8');

/** Lines that are neither blank nor comment. */
const codeLines = (path: string): number =>
  textOf(path)
    .replaceAll(/^\s*\/\*[\s\S]*?\*\//gm, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('//')).length;

const offenders = (
  paths: readonly string[],
  isOffence: (text: string, path: string) => boolean,
): string[] => paths.filter((path) => isOffence(textOf(path), path));

const isOperationFile = (path: string): boolean =>
  /^functions\/(?!platform|providers|ledger|recovery|reconciliation|http|inbox|orders|canary|events|deliveries)\w+\//.test(
    path,
  );

describe('the table and the files', () => {
  test('name each other: every row has its file and every operation file its row', () => {
    const expected = operationIds.map((id) => `functions/${fileOf(id)}.ts`).sort();

    expect(sources.filter(isOperationFile).sort()).toEqual(expected);
  });

  test.each(operationIds.filter((id) => !id.startsWith('gateway.')))(
    'agree: the file of %s serves that id',
    (id) => {
      expect(textOf(`functions/${fileOf(id)}.ts`)).toContain(`'${id}'`);
    },
  );
});

describe('every file', () => {
  test('has at most 250 lines of code, an operation of a provider at most 60', () => {
    // What is generated is as long as the API.
    const written = sources.filter((path) => path !== 'lib/client/operations.ts');
    const limit = (path: string): number =>
      isOperationFile(path) && !path.includes('/gateway/') ? 60 : 250;

    expect(written.filter((path) => codeLines(path) > limit(path))).toEqual([]);
  });

  test('has a name without words that say nothing', () => {
    const empty =
      /\b(manager|helper|util|utils|common|base|data|info|misc|service|handler-factory)\b/;

    expect(files.filter((path) => empty.test(path))).toEqual([]);
  });

  test('is named in kebab case', () => {
    const named = /^[a-z0-9-]+(\.test|\.slow\.test)?\.tsx?$/;

    expect(sources.filter((path) => !named.test(path.split('/').at(-1) ?? ''))).toEqual([]);
  });

  test('has no leftovers: no to-do without an issue, no test that runs alone', () => {
    const leftovers = new RegExp('TO' + 'DO(?! #\\d)|FIX' + 'ME|\\.on' + 'ly\\(');

    expect(offenders(sources, (text) => leftovers.test(text))).toEqual([]);
  });

  test('holds nothing of a merge that was not finished', () => {
    const texts = files.filter((path) => /\.(ts|cjs|mjs|md|json)$/.test(path));

    expect(offenders(texts, (text) => /^(<{7}|>{7}|={7}$|(> ){7})/m.test(text))).toEqual([]);
  });

  test('mocks no module', () => {
    expect(offenders(sources, (text) => text.includes('jest.' + 'mock('))).toEqual([]);
  });
});

describe('functions', () => {
  const shipped = sources.filter((path) => path.startsWith('functions/'));

  test('take zod/mini by its namespace: the named import bundles every locale', () => {
    const others = /from 'zod'|import \{[^}]*\} from 'zod/;

    expect(offenders(shipped, (text) => others.test(text))).toEqual([]);
  });

  test('read the environment in one place', () => {
    const places = sources.filter(
      (path) => !path.startsWith('test/') && textOf(path).includes('process.' + 'env'),
    );

    expect(places.sort()).toEqual(['functions/platform/settings.ts', 'lib/local/settings.ts']);
  });

  test('catch errors only where effects happen, and in the shells', () => {
    const mayCatch = [
      'functions/deliveries/insist.ts',
      'functions/deliveries/network/post.ts',
      'functions/deliveries/table-calls.ts',
      'functions/gateway/authorize.ts',
      'functions/inbox/inbox-store.ts',
      'functions/ledger/table/store.ts',
      'functions/platform/body/body.ts',
      'functions/platform/body/form.ts',
      'functions/platform/body/json-in.ts',
      'functions/platform/body/multipart.ts',
      'functions/platform/secrets.ts',
      'functions/providers/client/attempt.ts',
      'functions/providers/client/check-provider.ts',
      'functions/providers/client/judge-answer.ts',
      'functions/providers/client/send.ts',
    ];

    expect(offenders(shipped, (text) => /(?<!z\.)\bcatch\b\s*(\(|\{)/.test(text)).sort()).toEqual(
      mayCatch,
    );
  });

  test('do not know where they run', () => {
    // Which names and addresses an end point may not have is said in one place.
    const others = shipped.filter(
      (path) => path !== 'functions/deliveries/network/public-address.ts',
    );

    expect(
      offenders(others, (text) => /\blocalhost\b|127\.0\.0\.1|\bisLocal\b/.test(text)),
    ).toEqual([]);
  });
});

/**
 * Where a provider may be known by name, and by the words of its own documents. The demo shop is a caller, as a merchant
 * writes one: it speaks KOMOJU's API. The client of callers names every operation.
 */
const ofProvider = (name: string): RegExp =>
  new RegExp(
    `^functions/(operations|registry|providers/(providers|event-sources))\\.ts$|^functions/(providers/)?${name}/|` +
      `^lib/local/simulators/(registry\\.ts$|${name}/)|^lib/local/demo/|^lib/client/|` +
      `^lib/openapi/(registry\\.ts$|${name}/)|^lib/console/providers/(registry|${name})\\.ts$`,
  );

/** Members and headers of single providers' documents. */
const words: Readonly<Record<string, RegExp>> = {
  komoju: /komoju|payment_details|verification_value|captured_at|customer_name/i,
  coiney: /coiney|expiredOn|validUntil|startingAfter/i,
};

test.each(providerNames)('nothing outside of its own folders knows %s', (name) => {
  const others = sources.filter(
    (path) => !path.startsWith('test/') && !ofProvider(name).test(path),
  );

  // The folder of one provider may not know another, either.
  expect(offenders(others, (text) => words[name]?.test(text) ?? true)).toEqual([]);
});

test('the top level holds only what it is for', () => {
  const allowed = [
    ...['package.json', 'package-lock.json', 'tsconfig.json', 'cdk.json', 'eslint.config.js'],
    ...['bin', 'lib', 'functions', 'test', 'README.md'],
  ];
  const generated = /^(node_modules|coverage|cdk\.out.*|\..*)$/;

  const found = readdirSync('.').filter((name) => !generated.test(name));

  expect(found.sort()).toEqual(allowed.sort());
});
