import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** What the gateway, or what stands before it, answers. */
export type Answered =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  /** The connection ends: without an answer, or in the middle of one that says `do_not_repeat`. */
  | 'dropped'
  | 'cut'
  /** No answer, for as long as the client waits. */
  | 'silence';

/** A request as it came. */
export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

/** A server that answers as it is told, over real HTTP. */
export type ScriptedGateway = {
  readonly url: string;
  /** What is answered to the requests of a name, which is their idempotency key or ends their path, in order. */
  readonly answer: (name: string, answers: readonly Answered[]) => void;
  /** The requests of a name, in order. */
  readonly asked: (name: string) => readonly Asked[];
  readonly close: () => Promise<void>;
};

function write(answer: Answered, response: ServerResponse): void {
  if (answer === 'silence') return;
  if (answer === 'dropped') {
    response.destroy();
    return;
  }
  if (answer === 'cut') {
    response.writeHead(200, { 'x-retry-advice': 'do_not_repeat', 'content-length': '100' });
    response.write('{"id":"pay_1",', () => response.destroy());
    return;
  }
  const { status, headers = {}, body = {} } = answer;
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Starts it on a free port. A request that nothing was said about is answered as nobody's. */
export async function startScriptedGateway(): Promise<ScriptedGateway> {
  const scripts = new Map<string, Answered[]>();
  const requests = new Map<string, Asked[]>();
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const { method = '', url: path = '', headers } = request;
      const key = headers['idempotency-key'];
      const name = typeof key === 'string' ? key : (path.split('?')[0]?.split('/').at(-1) ?? '');
      const asked = { method, path, headers, body: Buffer.concat(chunks).toString() };
      requests.set(name, [...(requests.get(name) ?? []), asked]);
      write(scripts.get(name)?.shift() ?? { status: 599 }, response);
    })();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/stage`,
    answer: (name, answers) => {
      scripts.set(name, [...answers]);
    },
    asked: (name) => requests.get(name) ?? [],
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}
