import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { withDocs } from '../../../../lib/local/docs/with-docs.ts';
import { listen, type Listening } from '../../../../lib/host/listen.ts';

let place: Listening;
beforeAll(async () => {
  const api = withDocs((_request, response) => response.writeHead(418).end(), 'gk_of_the_test');
  place = await listen(0, api);
});
afterAll(() => place.close());

type Reply = {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  body: string;
};

async function ask(
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Reply> {
  const asked = request(`${place.url}${path}`, { method, headers }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) };
}

const paths = [
  ...['/gateway/v1/openapi.json', '/docs', '/docs/start.js'],
  ...['/docs/viewer.js', '/docs/viewer.css'],
];

test('the document is the generated file', async () => {
  const { status, headers, body } = await ask('/gateway/v1/openapi.json');

  expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
  expect(body).toBe(readFileSync('lib/openapi/openapi.json', 'utf8'));
});

test('the page begins with the document and the key', async () => {
  const [page, start] = [await ask('/docs'), await ask('/docs/start.js')];

  expect(page.body).toContain('/docs/start.js');
  expect(start.body).toContain('"/gateway/v1/openapi.json"');
  expect(start.body).toContain('"gk_of_the_test"');
});

test.each(paths)('%s comes from this machine alone, and leads to no other', async (path) => {
  const { status, headers } = await ask(path);

  expect(status).toBe(200);
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
  expect(headers['content-security-policy']).not.toMatch(/https?:|\*|unsafe-eval/);
});

test.each(paths)('%s is not for a page of another machine', async (path) => {
  const port = new URL(place.url).port;
  const foreign = await ask(path, { headers: { host: `shop.example:${port}` } });
  const caused = await ask(path, { headers: { origin: 'https://shop.example' } });

  expect([foreign.status, caused.status]).toEqual([403, 403]);
});

test.each([
  ['POST', '/docs'],
  ['GET', '/docs/package.json'],
  ['GET', '/docs/../package.json'],
  ['GET', '/documents'],
  ['GET', '/gateway/v1/health'],
])('%s %s goes to the gateway', async (method, path) => {
  expect((await ask(path, { method })).status).toBe(418);
});
