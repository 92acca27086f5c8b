import { once } from 'node:events';
import { request } from 'node:http';
import { hostname } from 'node:os';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { publicLookup } from '../../../../functions/deliveries/network/public-lookup.ts';

/* The machine's own resolver is asked, with names that lead to this machine. */

let connections = 0;
const server = createServer((socket) => {
  connections += 1;
  socket.destroy();
});
let port: number;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.close();
});

/** What a request to a name fails with. */
const failure = async (host: string): Promise<unknown> => {
  const asked = request({ host, port, lookup: publicLookup, agent: false });
  asked.end();
  const [error] = (await once(asked, 'error')) as [{ code?: unknown }];
  return error.code;
};

test('a name that leads to this machine is refused before a connection is made', async () => {
  expect(await failure('localhost')).toBe('not_public');
  expect(connections).toBe(0);
});

test('so is the name of the machine itself, wherever it leads', async () => {
  // A machine without a resolver for its own name has no address for it.
  expect(['not_public', 'ENOTFOUND', 'EAI_AGAIN']).toContain(await failure(hostname()));
  expect(connections).toBe(0);
});

test('a name that leads nowhere fails with the resolver’s code', async () => {
  expect(['ENOTFOUND', 'EAI_AGAIN']).toContain(await failure('nowhere.invalid'));
});

test.each([[true], [false]])('a public address is given as it was asked for, all: %s', (all) => {
  const address = '93.184.215.14';

  return new Promise<void>((resolve) => {
    publicLookup(address, { all }, (...answer) => {
      expect(answer).toEqual(all ? [null, [{ address, family: 4 }]] : [null, address, 4]);
      resolve();
    });
  });
});
