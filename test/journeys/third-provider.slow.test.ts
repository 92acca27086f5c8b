import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile, mkdir } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { operationIds, rowOf } from '../../functions/operations.ts';
import { readTemplate } from '../../lib/local/template/template.ts';
import { localSystem, type LocalSystem } from '../support/local.ts';
import { newKey } from './orders.ts';

/*
 * What another provider costs: a file for it, a file and a row per operation. Here an imaginary one is added to a copy of
 * the project, and nothing else in it is changed.
 */

const row = `  'acme.charge.create': { on: 'POST /acme/v1/charges', effect: 'mutation', again: 'provider-key', find: 'exact' },\n`;

const provider = `import * as z from 'zod/mini';
import type { Search } from '../runtime/contract.ts';
import type { Told } from '../runtime/outcome.ts';
import type { Provider } from './provider.ts';

const ErrorBody = z.looseObject({ fault: z.string() });
const Charge = z.looseObject({ charge: z.string(), note: z.string() });

export const acme: Provider = {
  name: 'acme',
  origin: 'https://api.acme.example',
  authorization: (secretKey) => ['Token', secretKey].join(' '),
  idempotencyHeader: 'Once-Key',
  meaningfulHeaders: [],
  otherHeaders: [],
  errorCode: (body) => ErrorBody.safeParse(body).data?.fault,
  refusalCodes: new Set(['no_money']),
  follows: {},
  errorBody: ({ code, message }) => ({ fault: code, message }),
};

export function tellCharge(body: unknown): Told | undefined {
  const { data: charge } = Charge.safeParse(body);
  return charge && { object: charge.charge, reference: charge.note };
}

const Charges = z.looseObject({ charges: z.array(z.unknown()) });

export const searchCharges: Search = {
  takesWindow: false,
  query: () => [],
  read: (body) => {
    const items = Charges.safeParse(body).data?.charges;
    return items && { items, total: items.length, next: undefined };
  },
  madeStatus: 201,
};
`;

const operation = `import * as z from 'zod/mini';
import { acme, searchCharges, tellCharge } from '../providers/acme.ts';
import { serve } from '../runtime/serve.ts';

export const { contract, start } = serve(acme, 'acme.charge.create', {
  body: z.looseObject({ yen: z.int() }),
  mark: (body, { reference }) => ({ ...body, note: reference }),
  tell: tellCharge,
  search: searchCharges,
});
`;

/** The imaginary service, and what it received. */
type Received = { readonly headers: IncomingHttpHeaders; readonly body: Record<string, unknown> };
const received: Received[] = [];
let service: Server;

function startService(): Server {
  return createServer((request, response) => {
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    void text(request).then((sent) => {
      // A function of the local system asks whether it may connect.
      if (request.url === '/sandbox/connections') {
        answer(200, { refused: false });
        return;
      }
      const body = JSON.parse(sent) as Received['body'];
      received.push({ headers: request.headers, body });
      if (body['yen'] === 0) answer(402, { fault: 'no_money' });
      else answer(201, { charge: `ch_${received.length}`, note: body['note'], paid: true });
    });
  });
}

let copy: string;
let assembly: string;
let local: LocalSystem;
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'payment-gateway-third-'));
  const parts = ['functions', 'lib', 'test/support', 'package.json', 'tsconfig.json', 'cdk.json'];
  for (const part of parts) await cp(part, join(copy, part), { recursive: true });
  await symlink(resolve('node_modules'), join(copy, 'node_modules'));

  await writeFile(join(copy, 'functions/providers/acme.ts'), provider);
  await mkdir(join(copy, 'functions/acme'));
  await writeFile(join(copy, 'functions/acme/charge-create.ts'), operation);
  const table = join(copy, 'functions/operations.ts');
  const before = await readFile(table, 'utf8');
  await writeFile(table, before.replace(/^ {2}'gateway\.operation/m, `${row}$&`));

  assembly = run('tsx', ['test/support/assembly.ts', join(copy, 'out')]);
  service = startService().listen(0, '127.0.0.1');
  await once(service, 'listening');
  const sharedSimulatorUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  local = await localSystem({ assembly, sharedSimulatorUrl });
}, 120_000);
afterAll(async () => {
  await local.close();
  service.closeAllConnections();
  service.close();
  await rm(copy, { recursive: true, force: true });
});

const run = (program: string, programArguments: readonly string[]): string =>
  execFileSync(resolve('node_modules/.bin', program), programArguments, {
    cwd: copy,
    encoding: 'utf8',
  });

const charge = (yen: number, idempotencyKey = newKey()): ReturnType<LocalSystem['call']> =>
  local.call('POST', '/acme/v1/charges', { body: { yen }, idempotencyKey });

test('its types fit', () => {
  expect(run('tsc', ['--noEmit', '-p', '.'])).toBe('');
}, 120_000);

const repairing: readonly string[] = operationIds.filter((id) => rowOf(id).effect === 'background');

test('what reads about any operation knows it, too', async () => {
  const { functions } = readTemplate(assembly);
  const readers = functions.filter(({ operation }) => repairing.includes(operation));

  expect(readers.length).toBeGreaterThan(0);
  for (const { directory } of readers) {
    expect(await readFile(join(directory, 'index.cjs'), 'utf8')).toContain('acme.charge.create');
  }
});

test('it is charged once, with its own key, authorization and reference', async () => {
  const key = newKey();
  const before = received.length;

  const first = await charge(1000, key);
  const again = await charge(1000, key);

  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.body).toBe(first.body);
  expect(received).toHaveLength(before + 1);
  const operationId = first.headers.get('x-operation-id');
  expect(received.at(-1)).toMatchObject({
    headers: { authorization: 'Token sk_test_simulator', 'once-key': operationId },
    body: { yen: 1000, note: operationId },
  });
});

test('its refusal is told and kept', async () => {
  const key = newKey();

  const first = await charge(0, key);
  const again = await charge(0, key);

  expect([first.status, first.json]).toEqual([402, { fault: 'no_money' }]);
  expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([402, 'true']);
});

test('what the gateway refuses is told in its words', async () => {
  const reply = await local.call('POST', '/acme/v1/charges', {
    body: { yen: 'many' },
    idempotencyKey: newKey(),
  });

  expect([reply.status, reply.json['fault']]).toEqual([422, 'invalid_parameter']);
});
