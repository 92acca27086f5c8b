import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { whyForeign } from './own-requests.ts';

export type Listening = {
  readonly url: string;
  readonly port: number;
  readonly close: () => Promise<void>;
};

/**
 * Serves HTTP on the loopback address only: the local system accepts well-known keys, so no other machine may reach it,
 * and no web page in this machine's browser. Port 0 takes a free one.
 */
export async function listen(port: number, listener: RequestListener): Promise<Listening> {
  const server = createServer((request, response) => {
    const why = whyForeign(request, taken);
    if (why === undefined) {
      listener(request, response);
      return;
    }
    const body = JSON.stringify({ error: why });
    response.writeHead(403, { 'content-type': 'application/json', connection: 'close' }).end(body);
  });
  // The AWS SDK keeps connections open. If the server closed one first, that would look like a fault.
  server.keepAliveTimeout = 0;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const taken = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${taken}`,
    port: taken,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The whole body; undefined when it is longer than `maxBytes`. It is read to its end in both cases. */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= maxBytes) chunks.push(chunk);
  }
  return bytes <= maxBytes ? Buffer.concat(chunks) : undefined;
}
