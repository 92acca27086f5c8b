import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { localSigningSecret } from '../../lib/local/aws/secret-contents.ts';

/** A delivery as its receiver got it. */
export type Received = {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, string | number>>;
};

/** What a receiver answers; `'nothing'` keeps the request open until it closes. */
export type Answer = number | 'nothing';

/** A shop's server that takes signed webhooks, and recognises each by a public library. */
export type Receiver = {
  readonly url: string;
  /** What it answered with 2xx, in its order; what came twice is there twice. */
  readonly told: readonly Received[];
  /** The same, each once: a shop drops what it has seen. */
  readonly taken: readonly Received[];
  /** The bodies of all that was signed as it should be. */
  readonly bodies: readonly unknown[];
  /** How often it was asked, and what was not signed as it should be. */
  readonly asked: () => number;
  readonly forged: readonly string[];
  /** What it answers from now on. */
  answer: (to: (received: Received) => Answer) => void;
  readonly close: () => Promise<void>;
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/**
 * Starts a receiver on a free port.
 *
 * @param now the time that the gateway sees: signatures hold for five minutes
 */
export async function startReceiver(now: () => number = Date.now): Promise<Receiver> {
  const webhook = new Webhook(localSigningSecret);
  const told: Received[] = [];
  const bodies: unknown[] = [];
  const forged: string[] = [];
  let [asked, respond]: [number, (received: Received) => Answer] = [0, () => 200];

  const verified = (headers: IncomingMessage['headers'], body: string): Received => {
    const signed = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, String(value)]),
    );
    // The library goes by this process's clock; the sandbox has moved that of the gateway.
    const own = Date.now;
    const moment = now();
    Date.now = () => moment;
    try {
      webhook.verify(body, signed);
    } finally {
      Date.now = own;
    }
    const { type, data } = JSON.parse(body) as Pick<Received, 'type' | 'data'>;
    return { id: signed['webhook-id'] ?? '', type, data };
  };
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      asked += 1;
      try {
        const received = verified(request.headers, body);
        bodies.push(JSON.parse(body));
        const answer = respond(received);
        if (answer === 'nothing') return;
        if (answer < 300) told.push(received);
        response.writeHead(answer).end();
      } catch (error) {
        forged.push(String(error));
        response.writeHead(401).end();
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    told,
    bodies,
    get taken() {
      return [...new Map(told.map((received) => [received.id, received])).values()];
    },
    asked: () => asked,
    forged,
    answer: (to) => {
      respond = to;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
