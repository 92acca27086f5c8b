import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startSystem, type System } from '../journeys/system.ts';
import type { Client, ClientRequest } from './client.ts';
import { clients } from './clients.ts';
import { givenAt, tokenAt } from './given.ts';

/* Every request that public clients send, with only origin, key and ids exchanged. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterAll(() => local.close());

type Answer = { readonly status: number; readonly type: string; readonly text: string };

/** The bytes of a body with their content type, as the client's library makes them. */
async function bytesOf(
  body: ClientRequest['body'],
): Promise<{ bytes?: Buffer; headers: Record<string, string> }> {
  if (body === undefined) return { headers: {} };
  if (typeof body === 'string') return { bytes: Buffer.from(body), headers: {} };
  const written = new Request('http://x', { method: 'POST', body });
  return {
    bytes: Buffer.from(await written.arrayBuffer()),
    headers: { 'content-type': written.headers.get('content-type') ?? '' },
  };
}

/** The body with the id, and with a token, in the places that name them. */
async function filled(body: ClientRequest['body'], id: string): Promise<ClientRequest['body']> {
  if (typeof body !== 'string') return body;
  const [place, name] = /\{(token|declined)\}/.exec(body) ?? [];
  const token = name === undefined ? '' : await tokenAt(local, name);
  return body.replace('{id}', id).replace(place ?? '{token}', token);
}

/** Sends it as it is: `fetch` would add a content type. */
async function send(client: Client, asked: ClientRequest, key: string): Promise<Answer> {
  const id = asked.on === undefined ? '' : await givenAt(local)[asked.on]();
  const { bytes, headers } = await bytesOf(await filled(asked.body, id));
  const own = Object.entries(asked.headers ?? {}).filter(([, value]) => value !== '');
  const all = {
    ...Object.fromEntries(own.map(([name, value]) => [name, value.replace('{id}', id)])),
    ...headers,
    authorization: client.authorization(key),
    ...(bytes !== undefined && { 'content-length': String(bytes.length) }),
  };
  const url = `${local.url}/komoju/api/v1${asked.path.replace('{id}', id)}`;
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(url, { method: asked.method, headers: all }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          text: Buffer.concat(chunks).toString(),
        });
      });
    });
    outgoing.once('error', reject).end(bytes);
  });
}

describe.each(clients)('$name', (client) => {
  test.each(Object.entries(client.requests))('%s', async (_, asked) => {
    const { status, type, text } = await send(client, asked, local.keys.unmodified);

    if (asked.checks.status !== undefined) expect(asked.checks.status).toContain(status);
    // What says that it is JSON is parsed, whatever else is looked at.
    const members = (type.includes('json') ? JSON.parse(text) : {}) as Record<string, unknown>;
    for (const [name, expected] of Object.entries(asked.checks.members ?? {})) {
      expect(members[name]).toEqual(expected);
    }
  });
});

/** What makes or moves something, and names no key. */
const unnamed = clients.flatMap((client) =>
  Object.entries(client.requests)
    .filter(([, { method, headers = {} }]) => {
      const sendsKey = Object.keys(headers).some((name) => name.includes('idempotency'));
      return method !== 'GET' && !sendsKey;
    })
    .map(([does, asked]) => ({ name: client.name, does, client, asked })),
);

test.each(unnamed)(
  '$name that $does is told to send a key where it must',
  async ({ client, asked }) => {
    const { status, text } = await send(client, asked, local.keys.admin);

    expect([status, (JSON.parse(text) as { error: { code: string } }).error.code]).toEqual([
      400,
      'idempotency_key_required',
    ]);
    expect(text).toContain('Idempotency-Key');
  },
);

describe('two equal partial refunds under one key', () => {
  const refundTwice = async (header: string) => {
    const payment = await givenAt(local).paid();
    const headers = { [header]: payment };
    const path = `/komoju/api/v1/payments/${payment}/refund`;
    const call = { body: { amount: 100 }, headers, key: local.keys.unmodified };
    const first = await local.call('POST', path, call);
    const second = await local.call('POST', path, call);
    return [first, second].map(({ json, headers: told }) => [
      json['amount_refunded'],
      told.get('idempotent-replayed'),
    ]);
  };

  test('are both made where a header names it that the provider ignores', async () => {
    expect(await refundTwice('Idempotency-Key')).toEqual([
      [100, null],
      [200, null],
    ]);
  });

  test('are one where the provider’s own header names it', async () => {
    expect(await refundTwice('X-KOMOJU-IDEMPOTENCY')).toEqual([
      [100, null],
      [100, 'true'],
    ]);
  });
});
