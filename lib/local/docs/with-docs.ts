import { readFile } from 'node:fs/promises';
import type { RequestListener, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { page, start } from './page.ts';

/** Where the document of the API is, on the gateway's port. A deployed stack has no such route. */
export const documentPath = '/gateway/v1/openapi.json';

/** Where it can be read and tried. */
export const docsPath = '/docs';

/** A part of the page. It is read anew each time, so that what was generated meanwhile is shown. */
type Part = { readonly type: string; readonly read: () => Promise<string | Buffer> };

const packages = createRequire(import.meta.url);

/** A file of the viewer, from the packages of this machine. */
const ofViewer =
  (name: string): Part['read'] =>
  () =>
    readFile(packages.resolve(`swagger-ui-dist/${name}`));

const file = new URL('../../openapi/openapi.json', import.meta.url);

const script = 'text/javascript; charset=utf-8';

const partsFor = (key: string): ReadonlyMap<string, Part> =>
  new Map<string, Part>([
    [
      documentPath,
      {
        type: 'application/json; charset=utf-8',
        read: () => readFile(file),
      },
    ],
    [docsPath, { type: 'text/html; charset=utf-8', read: () => Promise.resolve(page) }],
    [`${docsPath}/`, { type: 'text/html; charset=utf-8', read: () => Promise.resolve(page) }],
    [
      `${docsPath}/start.js`,
      { type: script, read: () => Promise.resolve(start({ documentPath, key })) },
    ],
    [`${docsPath}/viewer.js`, { type: script, read: ofViewer('swagger-ui-bundle.js') }],
    [
      `${docsPath}/viewer.css`,
      { type: 'text/css; charset=utf-8', read: ofViewer('swagger-ui.css') },
    ],
  ]);

/** Nothing from another machine, and no script that is not a file of this one. */
const policy = [
  ...["default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'"],
  ...["img-src 'self' data:", "connect-src 'self'", "base-uri 'none'", "form-action 'none'"],
  "frame-ancestors 'none'",
].join('; ');

async function answer({ type, read }: Part, response: ServerResponse): Promise<void> {
  const body = await read();
  response.writeHead(200, {
    'content-type': type,
    'cache-control': 'no-store',
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

/**
 * The gateway's own requests, and beside them the document of its API and a page to read and try it.
 *
 * @param key the gateway's key that the page tries requests with
 */
export function withDocs(api: RequestListener, key: string): RequestListener {
  const parts = partsFor(key);
  return (request, response) => {
    const [path = ''] = (request.url ?? '').split('?', 1);
    const part = request.method === 'GET' ? parts.get(path) : undefined;
    if (part === undefined) {
      api(request, response);
      return;
    }
    answer(part, response).catch(() => response.destroy());
  };
}
