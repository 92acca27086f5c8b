import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach } from '@jest/globals';

export type Received = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The bytes as they came. */
  readonly body: Buffer;
  readonly json: Record<string, unknown>;
};

/** The merchant's server: what it was told, and what it answers. */
export type Receiver = {
  readonly url: () => string;
  readonly received: Received[];
  /** The statuses of its next answers, in this order; afterwards 200. */
  answers: number[];
  /** Whether it takes a webhook and never answers. */
  isSilent: boolean;
  /** Resolves at the next webhook, with the event of its connection's end. */
  next: () => Promise<{ ended: Promise<unknown> }>;
};

/** A server of its own for every test of a file. */
export function runReceiver(): Receiver {
  let server: Server;
  let waiting: ((arrived: { ended: Promise<unknown> }) => void)[] = [];
  const receiver: Receiver = {
    url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received: [],
    answers: [],
    isSilent: false,
    next: () => new Promise((resolve) => waiting.push(resolve)),
  };
  beforeEach(async () => {
    Object.assign(receiver, { received: [], answers: [], isSilent: false });
    waiting = [];
    server = createServer((request, response) => {
      const ended = once(response, 'close');
      void buffer(request).then((body) => {
        const json = JSON.parse(body.toString('utf8')) as Received['json'];
        receiver.received.push({ path: request.url ?? '', headers: request.headers, body, json });
        const status = receiver.answers.shift() ?? 200;
        // Whoever follows a redirection comes here again.
        const headers = status === 302 ? { location: '/elsewhere' } : {};
        if (!receiver.isSilent) response.writeHead(status, headers).end();
        for (const resolve of waiting.splice(0)) resolve({ ended });
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return receiver;
}
