import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Listening = {
  readonly url: string;
  readonly port: number;
  readonly close: () => Promise<void>;
};

/**
 * Serves HTTP on the loopback address only: what runs here accepts well-known keys, so no other machine may reach it.
 * Port 0 takes a free one.
 */
export async function listen(port: number, listener: RequestListener): Promise<Listening> {
  const server = createServer(listener);
  // A SDK client keeps its connections for as long as the server does; closing first would look like a fault.
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

/** The whole body, or undefined when it is longer than `bytesMost`: it is read to its end all the same, and dropped. */
export async function readBody(
  request: IncomingMessage,
  bytesMost: number,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= bytesMost) chunks.push(chunk);
  }
  return bytes <= bytesMost ? Buffer.concat(chunks) : undefined;
}
