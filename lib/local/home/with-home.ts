import { readFile } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { act, type Places } from './actions.ts';
import type { Feed } from './feed.ts';
import { homePage, type HomeParts } from './page.ts';
import { viewOf } from './view.ts';

/** The file of what runs in the browser, or is read there. */
const fileOf = (name: string): string => fileURLToPath(new URL(`./pages/${name}`, import.meta.url));

async function script(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    ...{ entryPoints: [fileOf('home.ts')], bundle: true, write: false, format: 'esm' },
    ...{ target: 'es2022', logLevel: 'error' },
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

/** Nothing from another machine, and no script or style that is not a file of this one. */
const policy = [
  ...["default-src 'none'", "script-src 'self'", "style-src 'self'", 'img-src data:'],
  ...["connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
].join('; ');

const headers = {
  'cache-control': 'no-store',
  'content-security-policy': policy,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const file =
  (type: string, read: () => string | Promise<string | Uint8Array>): Answer =>
  async (_request, response) => {
    const body = await read();
    response.writeHead(200, { ...headers, 'content-type': `${type}; charset=utf-8` }).end(body);
  };

/** Server-sent events: the newest lines, then each that comes, until the page is closed. */
const live =
  (feed: Feed): Answer =>
  (_request, response) => {
    response.writeHead(200, { ...headers, 'content-type': 'text/event-stream; charset=utf-8' });
    // A page that comes back shows what is told then, not twice what it has.
    response.write('event: begin\ndata:\n\n');
    const end = feed.listen((line) => {
      const view = viewOf(line);
      if (view !== undefined) response.write(`data: ${JSON.stringify(view)}\n\n`);
    });
    response.on('close', end);
    return Promise.resolve();
  };

const actions =
  (places: Places): Answer =>
  async (request, response) => {
    const { status, text } = await act(request, places);
    response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8' });
    response.end(text);
  };

/** The gateway's own requests, and beside them the page at `/`, for browsers. */
export function withHome(
  api: RequestListener,
  parts: HomeParts & Places & { readonly feed: Feed },
): RequestListener {
  const answers: ReadonlyMap<string, Answer> = new Map([
    ['GET /', file('text/html', () => homePage(parts))],
    ['GET /home/home.js', file('text/javascript', script)],
    ['GET /home/home.css', file('text/css', () => readFile(fileOf('home.css')))],
    ['GET /home/requests', live(parts.feed)],
    ['POST /home/actions', actions(parts)],
  ]);
  return (request, response) => {
    const [path = ''] = (request.url ?? '').split('?', 1);
    // To a client of the API there is no such route, as in AWS.
    const isApi = path === '/' && request.headers.accept?.includes('text/html') !== true;
    const answer = isApi ? undefined : answers.get(`${request.method ?? ''} ${path}`);
    if (answer === undefined) api(request, response);
    else answer(request, response).catch(() => response.destroy());
  };
}
