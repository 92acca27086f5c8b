import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** A file of the pages, as it is served. */
export type Asset = { readonly type: string; readonly body: string | Uint8Array };

const pages = new URL('../pages/', import.meta.url);

const pageFile = (name: string): string => fileURLToPath(new URL(name, pages));

/** The one script: Preact and the pages. Some 50 kB; it takes esbuild a tenth of a second. */
async function bundleScript(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [pageFile('main.tsx')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    minify: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'error',
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

/** What was made once is kept: it does not change while the console runs. */
const kept = new Map<string, Promise<Asset>>();

const makers: Readonly<Partial<Record<string, () => Promise<Asset>>>> = {
  '/console.js': async () => ({
    type: 'text/javascript; charset=utf-8',
    body: await bundleScript(),
  }),
  '/console.css': async () => ({
    type: 'text/css; charset=utf-8',
    body: await readFile(pageFile('style.css')),
  }),
  '/icon.svg': async () => ({ type: 'image/svg+xml', body: await readFile(pageFile('icon.svg')) }),
  '/': async () => ({
    type: 'text/html; charset=utf-8',
    body: await readFile(pageFile('page.html')),
  }),
};

/** A file of the pages: bundled when somebody asks for it first, so that starting costs nothing. Any other path is the page. */
export function assetAt(path: string): Promise<Asset> {
  const name = makers[path] === undefined ? '/' : path;
  const make = makers[name];
  if (make === undefined) throw new Error(`There is no ${name}.`);
  const asset = kept.get(name) ?? make();
  kept.set(name, asset);
  return asset;
}
