import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Accident } from './plan.ts';

/** The way between clients and the gateway, on which everything happens. */
export type Network = { readonly url: string; readonly close: () => Promise<void> };

/** A request as it goes on. */
type Passing = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

type Answer = { readonly status: number; readonly headers: Headers; readonly body: Buffer };

/** Headers of one connection, and what is written anew. */
const ofConnection = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
]);

async function read(request: IncomingMessage): Promise<Passing> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const { method = '', url: path = '' } = request;
  const headers = Object.fromEntries(
    Object.entries(request.headers)
      .filter(([name]) => !ofConnection.has(name))
      .map(([name, value]) => [name, String(value)]),
  );
  return { method, path, headers, body: Buffer.concat(chunks).toString() };
}

/** 70 kB: more than the gateway takes. */
const tooLarge = JSON.stringify({ description: 'x'.repeat(70 * 1024) });

/** What the gateway is asked instead, so that it refuses. */
const changes: Partial<Record<Accident, (passing: Passing) => Partial<Passing>>> = {
  unknown_key: ({ headers }) => ({
    headers: { ...headers, authorization: 'Bearer gk_local_gone' },
  }),
  no_idempotency_key: ({ headers }) => ({
    headers: Object.fromEntries(
      Object.entries(headers).filter(([name]) => name !== 'idempotency-key'),
    ),
  }),
  malformed_body: () => ({ body: '{"amount":' }),
  too_large_body: () => ({ body: tooLarge }),
  unknown_route: ({ path }) => ({ path: `${path}/nowhere` }),
  query: ({ path }) => ({ path: `${path}?amount=1` }),
};

async function passOn(
  gatewayUrl: string,
  { method, path, headers, body }: Passing,
): Promise<Answer> {
  const type = body === '' ? {} : { 'content-type': 'application/json' };
  const response = await fetch(`${gatewayUrl}${path}`, {
    method,
    headers: { ...type, ...headers },
    ...(body !== '' && { body }),
  });
  const { status, headers: answered } = response;
  return { status, headers: answered, body: Buffer.from(await response.arrayBuffer()) };
}

type Written = (response: ServerResponse, answer: Answer) => void;

const passBack: Written = (response, { status, headers, body }) => {
  const kept = [...headers].filter(([name]) => !ofConnection.has(name));
  response.writeHead(status, Object.fromEntries(kept)).end(body);
};

const foreign =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Written =>
  (response) => {
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);
  };

const decline = JSON.stringify({ error: { code: 'card_declined', message: 'Declined.' } });

/** What is written instead of the gateway's answer, once it is there. */
const instead: Partial<Record<Accident, Written>> = {
  answer_lost: (response) => response.destroy(),
  answer_cut: (response, { status, headers, body }) => {
    const kept = [...headers].filter(([name]) => !ofConnection.has(name));
    response.writeHead(status, { ...Object.fromEntries(kept), 'content-length': body.length + 1 });
    response.write(body, () => response.destroy());
  },
  silence: () => undefined,
  foreign_yes: foreign(200, '<html>Welcome</html>'),
  foreign_decline: foreign(502, decline),
  foreign_redirect: foreign(307, '', { location: '/elsewhere' }),
};

/** Lets one request go its way, with what happens to it. */
async function pass(
  gatewayUrl: string,
  passing: Passing,
  { accident, response }: { accident: Accident | undefined; response: ServerResponse },
): Promise<void> {
  if (accident === 'request_lost') {
    response.destroy();
    return;
  }
  if (accident === 'foreign_no') {
    foreign(404, '<html>Nothing here</html>')(response, {} as Answer);
    return;
  }
  const changed = accident === undefined ? {} : changes[accident]?.(passing);
  const sent = { ...passing, ...changed };
  const again = accident === 'sent_twice' ? [passOn(gatewayUrl, sent)] : [];
  const [answer] = await Promise.all([passOn(gatewayUrl, sent), ...again]);
  const write = accident === undefined ? passBack : (instead[accident] ?? passBack);
  write(response, answer);
}

/**
 * Starts the way to a gateway on a free port.
 *
 * @param accidentOf is asked at each request with an idempotency key, before it goes on
 */
export async function startNetwork(
  gatewayUrl: string,
  accidentOf: (key: string) => Promise<Accident | undefined>,
): Promise<Network> {
  const server = createServer((request, response) => {
    void (async () => {
      const passing = await read(request);
      const key = passing.headers['idempotency-key'];
      const accident = key === undefined ? undefined : await accidentOf(key);
      await pass(gatewayUrl, passing, { accident, response });
    })().catch(() => response.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}
