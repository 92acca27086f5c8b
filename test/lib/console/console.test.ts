import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'node:http';
import { keyHeader } from '../../../lib/console/api/about.ts';
import { localGateway } from '../../../lib/console/reading/gateway.ts';
import { startConsole, type Console } from '../../../lib/console/server/console.ts';

/* Who is answered by the console's server, and what every answer carries. No gateway runs here. */

let served: Console;
let origin: string;
let key: string;
beforeAll(async () => {
  served = await startConsole(() => Promise.resolve(localGateway('http://127.0.0.1:1')), 0);
  [origin = '', key = ''] = served.url.split('/#');
});
afterAll(() => served.close());

type Given = { readonly path?: string; readonly method?: string; readonly headers?: object };

/** Asks as any program may; `fetch` does not let a program say its Host. */
const ask = ({ path = '/api/about', method = 'GET', headers = {} }: Given) =>
  new Promise<{ status: number; body: string; headers: Record<string, unknown> }>(
    (resolve, reject) => {
      const asked = request(`${origin}${path}`, { method, headers: { ...headers } }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const body = Buffer.concat(chunks).toString();
          resolve({ status: answer.statusCode ?? 0, body, headers: answer.headers });
        });
      });
      asked.on('error', reject);
      asked.end();
    },
  );

describe('a request for what is on record', () => {
  test('is answered with the key of the printed address', async () => {
    const { status, body } = await ask({ headers: { [keyHeader]: key } });

    // It came as far as the gateway, which does not run.
    expect(status).toBe(409);
    expect(body).toContain('Start the gateway first');
  });

  test.each([
    ['no key', () => ({})],
    ['another key', () => ({ [keyHeader]: 'x'.repeat(32) })],
    ['the origin of another page', () => ({ [keyHeader]: key, origin: 'http://127.0.0.1:3000' })],
    ['the mark of another site', () => ({ [keyHeader]: key, 'sec-fetch-site': 'same-site' })],
    ['another host', () => ({ [keyHeader]: key, host: 'console.example' })],
  ])('is refused with %s', async (_, headers) => {
    for (const [method, path] of [
      ['GET', '/api/payments'],
      ['POST', '/api/operation/decision?id=op_1'],
    ] as const) {
      expect((await ask({ method, path, headers: headers() })).status).toBe(403);
    }
  });

  test('is refused where the address does not exist', async () => {
    const known = { [keyHeader]: key };
    expect((await ask({ path: '/api/constructor', headers: known })).status).toBe(404);
    expect((await ask({ method: 'POST', headers: known })).status).toBe(404);
  });
});

describe('the page', () => {
  const own = /<script type="module" src="\/console.js"><\/script>/;

  test.each(['/', '/payments/acme/pay_1', '/constructor'])(
    'is the same at %s, and holds neither script nor style nor key',
    async (path) => {
      const { status, body } = await ask({ path });

      expect(status).toBe(200);
      expect(body).toMatch(own);
      expect(body.replace(own, '')).not.toMatch(/<script|<style|\son\w+=|style=/);
      expect(body).not.toContain(key);
    },
  );

  test.each(['/', '/console.js', '/console.css', '/icon.svg', '/api/about'])(
    '%s comes with a policy that lets nothing else in',
    async (path) => {
      const { headers } = await ask({ path });

      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      });
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*|data:|blob:/);
    },
  );

  test('has one small script', async () => {
    const { body } = await ask({ path: '/console.js' });

    expect(body.length).toBeGreaterThan(10_000);
    expect(body.length).toBeLessThan(80_000);
    expect(body).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
  });
});
