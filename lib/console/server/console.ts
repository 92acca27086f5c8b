import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen } from '../../host/listen.ts';
import type { OpenGateway } from '../reading/gateway.ts';
import { answerHeaders, whyRefused } from './guard.ts';

/** A console that is served. */
export type Console = {
  /** The address to open, with the key behind its #. */
  readonly url: string;
  readonly close: () => Promise<void>;
};

/** The server's parts are loaded when somebody opens the console: starting it costs nothing. */
const parts = {
  assets: () => import('./assets.ts'),
  answers: () => import('./answer.ts'),
};

async function answerPage(path: string, response: ServerResponse): Promise<void> {
  const { assetAt } = await parts.assets();
  const { type, body } = await assetAt(path);
  response.writeHead(200, { ...answerHeaders, 'content-type': type }).end(body);
}

async function answerApi(
  request: IncomingMessage,
  response: ServerResponse,
  { open, key }: { readonly open: () => Promise<OpenGateway>; readonly key: string },
): Promise<void> {
  const refused = whyRefused(request, key);
  const { status, value } =
    refused === undefined
      ? await (await parts.answers()).answerTo(request, await open())
      : { status: 403, value: { error: refused } };
  const headers = { ...answerHeaders, 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(status, headers).end(JSON.stringify(value));
}

/**
 * Serves the console on the loopback address. Whoever opens it needs the address that is given back: it holds a key of
 * this run.
 *
 * @param open gives what opens the gateway; asked when a page asks first
 * @param port 0 takes a free one
 * @throws Error EADDRINUSE where the port is taken
 */
export async function startConsole(
  open: () => Promise<OpenGateway>,
  port: number,
): Promise<Console> {
  const key = randomBytes(24).toString('base64url');
  let opened: Promise<OpenGateway> | undefined;
  const openOnce = (): Promise<OpenGateway> => (opened ??= open());
  const server = await listen(port, (request, response) => {
    const [path = ''] = (request.url ?? '').split('?', 1);
    const answered = path.startsWith('/api/')
      ? answerApi(request, response, { open: openOnce, key })
      : answerPage(path, response);
    answered.catch(() => response.destroy());
  });
  return { url: `${server.url}/#${key}`, close: server.close };
}
