/**
 * The `index.cjs` of a deployed function with a code cache: compiles its code with what V8 had made of it after a first
 * request, so that a cold start does not do that again.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { noteCodeCache } from '../../../functions/platform/code-cache.ts';
import { compile, names, run } from './compile.ts';

const file = join(__dirname, names.code);
const script = compile(file, readFileSync(join(__dirname, names.cache)));
noteCodeCache(script.cachedDataRejected);

export const { handler } = run(script, file);
