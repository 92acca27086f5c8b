import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

/** What is in the directory of a function beside the loader, its `index.cjs`. */
export const names = { code: 'function.js', cache: 'function.cache' } as const;

const [before, behind] = [
  '(function (exports, require, module, __filename, __dirname) {',
  '\n})',
] as const;

/**
 * Compiles a function's code as Node compiles a CommonJS module, which has no place for a code cache. V8 takes the cache
 * if its version, its flags and the length of the code are those that it was made with; else it compiles.
 *
 * @param file in ASCII, as esbuild writes it, which is read fastest
 */
export const compile = (file: string, cachedData?: Buffer): Script =>
  new Script(`${before}${readFileSync(file, 'latin1')}${behind}`, {
    filename: file,
    columnOffset: -before.length,
    ...(cachedData && { cachedData }),
  });

type Module = { exports: Record<string, unknown> };
type Wrapper = (...given: readonly [object, NodeJS.Require, Module, string, string]) => void;

/** Runs what was compiled. @returns its exports */
export function run(script: Script, file: string): Record<string, unknown> {
  const module: Module = { exports: {} };
  const wrapper = script.runInThisContext() as Wrapper;
  wrapper(module.exports, createRequire(file), module, file, dirname(file));
  return module.exports;
}
