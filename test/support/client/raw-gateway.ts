import { createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

/** What is written, byte by byte, after which the connection ends; or what is done with the connection instead. */
export type Written = string | ((socket: Socket) => void);

/** A server that writes bytes, so that an answer may be none of HTTP's, or break off anywhere. */
export type RawGateway = {
  readonly url: string;
  /** How many requests have come. */
  readonly asked: () => number;
  readonly close: () => Promise<void>;
};

/** Starts it on a free port. It gives the answers in turn, the last of them again and again. */
export async function startRawGateway(...answers: readonly Written[]): Promise<RawGateway> {
  const sockets = new Set<Socket>();
  let asked = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => {
      const answer = answers[Math.min(asked, answers.length - 1)] ?? '';
      asked += 1;
      if (typeof answer === 'string') socket.end(answer, 'latin1');
      else answer(socket);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/stage`,
    asked: () => asked,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await once(server.close(), 'close');
    },
  };
}

/** An answer as it is written. Without `isDelimited` only the end of the connection ends it. */
export function written(
  status: number,
  headers: readonly string[],
  { body = '{}', isDelimited = true } = {},
): string {
  const length = isDelimited ? [`Content-Length: ${body.length}`] : [];
  const lines = [`HTTP/1.1 ${status} X`, ...headers, ...length, 'Connection: close'];
  return [...lines, '', body].join('\r\n');
}
