import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import ts from 'typescript';

/* What a storefront's own compiler says: strict, and without the types of Node. */

/** The only block of code in the document. */
const [, sample = ''] =
  /```ts\n([\s\S]*?)```/.exec(readFileSync('lib/client/README.md', 'utf8')) ?? [];

const around = `
import { gateway } from './gateway.ts';
const [baseUrl, key, token] = ['', '', ''];
declare function show(text: string | undefined): void;
declare function callAgain(at: Date): void;
`;
const call = `import { gateway } from './gateway.ts';\nconst call = gateway({ baseUrl: '', key: '' });\n`;

const right: Readonly<Record<string, string>> = {
  'the sample of the document': `${around}${sample}\nexport {};`,
  'a read without anything': `${call}await call('gateway.health'); await call('komoju.payment.list');`,
  'members that nobody listed': `${call}await call('komoju.payment.capture', {
    intent: 'a', paymentId: 'b', body: { amount: 1, new_member: true },
  });`,
  'a form': `${call}await call('komoju.payment.create', { intent: 'a', body: new FormData() });`,
};

const create = (rest: string): string => `${call}await call('komoju.payment.create', ${rest});`;
const wrong: Readonly<Record<string, string>> = {
  'an operation that there is not': `${call}await call('komoju.payment.destroy', { intent: 'a' });`,
  'no intent': create(`{ body: { amount: 1, currency: 'JPY' } }`),
  'no body where one is needed': create(`{ intent: 'a' }`),
  'a member that lacks': create(`{ intent: 'a', body: { amount: 1 } }`),
  'a member of another type': create(`{ intent: 'a', body: { amount: true, currency: 'JPY' } }`),
  'no id of what the path names': `${call}await call('komoju.payment.capture', { intent: 'a' });`,
  'an intent of a read': `${call}await call('gateway.health', { intent: 'a' });`,
  'an answer that is taken for there': `${call}
    const result = await call('komoju.payment.show', { paymentId: 'a' });
    if (result.outcome === 'done') result.body.status;`,
  'an answer before the outcome is looked at': `${call}
    const result = await call('komoju.payment.show', { paymentId: 'a' });
    result.body?.status;`,
};

const texts = new Map(
  Object.entries({ ...right, ...wrong }).map(([name, text], place) => [
    resolve('lib/client', `usage-${place}.ts`),
    { name, text: `${text}\nexport {};` },
  ]),
);

/** The errors of every text, by its name, and those of the client's own files. */
function errorsOf(): ReadonlyMap<string, readonly string[]> {
  const options: ts.CompilerOptions = {
    ...{ strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true },
    ...{ target: ts.ScriptTarget.ES2023, lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'], types: [] },
    ...{ module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
    ...{ allowImportingTsExtensions: true, noEmit: true, skipLibCheck: true },
    ...{ isolatedModules: true, verbatimModuleSyntax: true, erasableSyntaxOnly: true },
  };
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  const fileExists = host.fileExists.bind(host);
  host.getSourceFile = (file, language, ...rest) => {
    const text = texts.get(file)?.text;
    if (text === undefined) return getSourceFile(file, language, ...rest);
    return ts.createSourceFile(file, text, language);
  };
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  const program = ts.createProgram([...texts.keys()], options, host);
  const errors = new Map<string, string[]>();
  for (const { file, messageText } of ts.getPreEmitDiagnostics(program)) {
    const name = texts.get(file?.fileName ?? '')?.name ?? 'the client';
    const message = ts.flattenDiagnosticMessageText(messageText, '\n');
    errors.set(name, [...(errors.get(name) ?? []), message]);
  }
  return errors;
}

let errors: ReadonlyMap<string, readonly string[]>;
beforeAll(() => {
  errors = errorsOf();
}, 120_000);

test('the client itself is right, without Node’s types', () => {
  expect(errors.get('the client')).toBeUndefined();
});

describe('right is', () => {
  test.each(Object.keys(right))('%s', (name) => {
    expect(errors.get(name)).toBeUndefined();
  });
});

describe('wrong is', () => {
  test.each(Object.keys(wrong))('%s', (name) => {
    expect(errors.get(name)).toHaveLength(1);
  });
});
