import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Identity } from './certificate.ts';

/** What each secret holds; the peer keeps the provider's key in the same form. */
const secrets: Readonly<Record<string, object>> = {
  provider: { account: 'main', secretKey: 'sk_test_bench' },
  ledger: { namespace: 'bench', fingerprintKey1: 'k'.repeat(64) },
};

/** A payment as long as KOMOJU's answers are, about 2 kB with its customer's fields. */
export const payment = JSON.stringify({
  id: 'b6f9dbtqt5tmjxtxoa2szlaxj',
  resource: 'payment',
  status: 'captured',
  amount: 1000,
  tax: 0,
  customer: null,
  payment_deadline: '2030-01-08T14:59:59Z',
  payment_details: {
    type: 'credit_card',
    email: 'taro@example.com',
    brand: 'visa',
    last_four_digits: '1111',
    month: 12,
    year: 2030,
  },
  payment_method_fee: 0,
  total: 1000,
  currency: 'JPY',
  description: 'd'.repeat(1200),
  captured_at: '2030-01-01T00:00:00Z',
  external_order_num: null,
  metadata: {},
  created_at: '2030-01-01T00:00:00Z',
  amount_refunded: 0,
  locale: 'ja',
  refunds: [],
  refund_requests: [],
});

type Target = (body: string) => string;

const targets: Readonly<Record<string, Target>> = {
  'secretsmanager.GetSecretValue': (body) => {
    const { SecretId = '' } = JSON.parse(body) as { SecretId?: string };
    const SecretString = JSON.stringify(secrets[SecretId] ?? {});
    return JSON.stringify({ ARN: SecretId, Name: SecretId, SecretString });
  },
  // Nobody has asked before, and every condition holds.
  'DynamoDB_20120810.GetItem': () => '{}',
  'DynamoDB_20120810.PutItem': () => '{}',
  'DynamoDB_20120810.UpdateItem': () => '{}',
  'DynamoDB_20120810.Query': () => '{"Items":[],"Count":0,"ScannedCount":0}',
};

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  delays: Delays,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const target = request.headers['x-amz-target'];
  const delayMs = delayOf(target === undefined ? undefined : String(target), delays);
  if (delayMs > 0) await setTimeout(delayMs);
  const known = target === undefined ? () => payment : targets[String(target)];
  const body = known?.(Buffer.concat(chunks).toString());
  const type = target === undefined ? 'application/json' : 'application/x-amz-json-1.0';
  response.writeHead(body === undefined ? 400 : 200, {
    'content-type': type,
    'content-length': Buffer.byteLength(body ?? ''),
  });
  response.end(body);
}

/** How long each of them takes to answer, in milliseconds. */
export type Delays = {
  readonly table: number;
  readonly secrets: number;
  readonly provider: number;
};

const none: Delays = { table: 0, secrets: 0, provider: 0 };

function delayOf(target: string | undefined, delays: Delays): number {
  if (target === undefined) return delays.provider;
  return target.startsWith('secretsmanager') ? delays.secrets : delays.table;
}

/**
 * Plays the table, the secrets and the provider, and answers at once: what remains is what the measured program costs.
 * By https, because handshakes are a good part of a cold start.
 */
export async function startStub(
  { key, certificate }: Identity,
  delays: Delays = none,
): Promise<{
  readonly url: string;
  readonly close: () => void;
}> {
  const server = createServer({ key, cert: certificate }, (request, response) => {
    void serve(request, response, delays);
  });
  // A warm client must not find its connections closed in between.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
