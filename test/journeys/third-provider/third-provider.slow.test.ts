import { readFile, writeFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hourMs } from '../../../functions/platform/clock.ts';
import { localSystem } from '../../support/local.ts';
import { newKey } from '../orders.ts';
import { projectWithProvider, startProject, type Project, type Running } from './project.ts';

/*
 * What another provider costs: its folder in functions/providers, a file and a row for each operation, and its
 * simulator. Here an imaginary one is added to a copy of the project, and nothing else in the copy is changed.
 */

let project: Project;
let local: Running;
beforeAll(async () => {
  project = await projectWithProvider();
  local = await startProject(project);
}, 120_000);
afterAll(async () => {
  await local.stop();
  await project.remove();
});

type Reply = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Record<string, unknown>;
};

async function call(method: string, url: string, body?: object, key?: string): Promise<Reply> {
  const reply = await fetch(url, {
    method,
    headers: {
      authorization: 'Bearer gk_local_admin',
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  const json = JSON.parse(text) as Record<string, unknown>;
  return { status: reply.status, headers: reply.headers, text, json };
}

const charge = (yen: unknown, key = newKey()): Promise<Reply> =>
  call('POST', `${local.url}/acme/v1/charges`, { yen }, key);
const sandbox = (control: string, body?: object): Promise<Reply> =>
  call('POST', `${local.simulatorUrl}/sandbox/${control}`, body ?? {});

type Received = { method: string; path: string; idempotencyKey: string; applied: boolean };
const received = async (): Promise<readonly Received[]> =>
  (await call('GET', `${local.simulatorUrl}/sandbox/requests`)).json as unknown as Received[];

test('its types fit', () => {
  expect(project.run('tsc', ['--noEmit', '-p', '.'])).toBe('');
}, 120_000);

test('the document of the API has its routes, in general, and a linter finds no error', async () => {
  const file = project.path('lib/openapi/openapi.json');
  const { paths } = JSON.parse(await readFile(file, 'utf8')) as { paths: object };

  expect(Object.keys(paths)).toContain('/acme/v1/charges');
  // It throws where there is one.
  project.run('redocly', ['lint', file, '--extends=recommended', '--skip-rule=info-license']);
}, 60_000);

test('the order of the folders holds', () => {
  const checked = ['--config', '.dependency-cruiser.mjs', 'functions', 'lib', 'bin'];

  expect(project.run('depcruise', checked)).toContain('no dependency violations found');
});

test('it is charged once, with its own key, a token that it handed out, and the reference', async () => {
  const key = newKey();

  const first = await charge(1000, key);
  const again = await charge(1000, key);

  const operationId = first.headers.get('x-operation-id');
  expect([first.status, first.json['note']]).toEqual([201, operationId]);
  expect([again.status, again.text]).toEqual([201, first.text]);
  const applied = (await received()).filter((each) => each.idempotencyKey === operationId);
  expect(applied).toMatchObject([{ path: '/acme/v1/charges', applied: true }]);
});

test('a token serves many requests, and is replaced where the provider no longer takes it', async () => {
  const tokens = async (): Promise<number> =>
    (await received()).filter(({ path }) => path === '/acme/v1/token').length;
  await charge(1000);
  const before = await tokens();

  await charge(1000);
  const kept = await tokens();
  await sandbox('acme/forget-tokens');
  const reply = await charge(1000);

  expect(kept).toBe(before);
  expect(reply.status).toBe(201);
  expect(await tokens()).toBe(before + 1);
});

test('its rejection is told and kept', async () => {
  const key = newKey();

  const first = await charge(0, key);
  const again = await charge(0, key);

  expect([first.status, first.json]).toEqual([402, { fault: 'no_money' }]);
  expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([402, 'true']);
});

test('an error of the gateway has its shape', async () => {
  const reply = await charge('many');

  expect([reply.status, reply.json['fault']]).toEqual([422, 'invalid_parameter']);
});

test('a read goes by its path', async () => {
  const { json } = await charge(1000);

  const reply = await call('GET', `${local.url}/acme/v1/charges/${String(json['id'])}`);

  expect(reply.json).toEqual(json);
});

test('recovery finds a lost charge, and knows which of them came to nothing', async () => {
  const lost = async (yen: number): Promise<string> => {
    const drop = { on: 'acme', match: 'POST /acme/v1/charges', kind: 'drop_after_accept' };
    await sandbox('faults', drop);
    return (await charge(yen)).headers.get('x-operation-id') ?? '';
  };
  const stateOf = async (id: string): Promise<unknown> =>
    (await call('GET', `${local.url}/gateway/v1/operations/${id}`)).json['state'];
  const [paid, failed] = [await lost(1000), await lost(666)];
  expect([await stateOf(paid), await stateOf(failed)]).toEqual(['pending', 'pending']);

  await sandbox('clock', { advanceMs: 25 * hourMs });
  await sandbox('schedules/gateway.recover');

  expect([await stateOf(paid), await stateOf(failed)]).toEqual(['succeeded', 'failed']);
});

test('its raw card data is refused by its own field where only tokens are accepted', async () => {
  const assembly = project.run('tsx', ['test/support/assembly.ts', project.path('out')]);
  for (const file of await readdir(assembly)) {
    if (!file.endsWith('.template.json')) continue;
    const template = await readFile(join(assembly, file), 'utf8');
    const tokensOnly = template.replaceAll('"CARD_DATA": "accept"', '"CARD_DATA": "tokens-only"');
    expect(tokensOnly).not.toBe(template);
    await writeFile(join(assembly, file), tokensOnly);
  }
  const strict = await localSystem({ assembly });

  const reply = await strict.call('POST', '/acme/v1/charges', {
    body: { yen: 1000, card: { pan: '4' } },
    idempotencyKey: newKey(),
  });
  await strict.close();

  expect([reply.status, reply.json['fault']]).toEqual([422, 'card_data_not_accepted']);
  expect(reply.json['message']).toContain('send the token as card.');
}, 60_000);
