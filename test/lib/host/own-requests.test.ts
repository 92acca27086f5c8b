import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { listen, type Listening } from '../../../lib/host/listen.ts';

let server: Listening;
let answered = 0;
beforeEach(async () => {
  answered = 0;
  server = await listen(0, (_request, response) => {
    answered += 1;
    response.end();
  });
});
afterEach(() => server.close());

/** The status of the answer to a request with exactly these headers. */
async function statusWith(headers: readonly string[]): Promise<number | undefined> {
  const outgoing = request({ port: server.port, headers: [...headers], setHost: false });
  outgoing.end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

const at = (name: string): string[] => ['Host', `${name}:${server.port}`];

test.each(['localhost', '127.0.0.1', '[::1]', 'LOCALHOST'])(
  'a request to %s is answered',
  async (name) => {
    expect(await statusWith(at(name))).toBe(200);
  },
);

test.each([
  ['a name of somebody’s that leads here', () => at('rebound.example')],
  ['a name that begins like this machine', () => at('localhost.example')],
  ['a name that ends like this machine', () => at('example.localhost')],
  ['an address of another machine', () => at('192.168.0.2')],
  ['no port', () => ['Host', 'localhost']],
  ['another port', () => ['Host', 'localhost:1']],
  ['a user before a name', () => ['Host', `localhost@rebound.example:${server.port}`]],
  ['nothing', () => ['Host', '']],
])('a request to %s is refused before anything sees it', async (_case, headers) => {
  expect([await statusWith(headers()), answered]).toEqual([403, 0]);
});

test.each(['http://localhost:8080', 'http://127.0.0.1:3000', 'http://[::1]:1'])(
  'a page of this machine is answered: %s',
  async (origin) => {
    expect(await statusWith([...at('localhost'), 'Origin', origin])).toBe(200);
  },
);

test.each(['https://shop.example', 'http://localhost.example', 'null', 'file://', ''])(
  'another page is refused: %p',
  async (origin) => {
    const headers = [...at('localhost'), 'Origin', origin];

    expect([await statusWith(headers), answered]).toEqual([403, 0]);
  },
);
