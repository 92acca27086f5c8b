import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { card, countPayments, keyed, konbini, pay, show, tryToPay } from './komoju/orders.ts';
import { UsageError } from '../../../../lib/host/usage-error.ts';
import { ask, origin, restart, runSimulators, start, world } from './running-simulators.ts';

runSimulators();

const requests = async () =>
  (await (await ask('GET /sandbox/requests')).json()) as { applied: boolean; status: number }[];

describe('the list of requests', () => {
  test('tells what arrived, and holds no card number and no process', async () => {
    await pay({}, { ...keyed('key-1'), 'x-sandbox-process': '4711' });

    const text = await (await ask('GET /sandbox/requests')).text();

    expect(JSON.parse(text)).toEqual([
      {
        at: '2026-03-01T03:00:00.000Z',
        method: 'POST',
        path: '/api/v1/payments',
        idempotencyKey: 'key-1',
        applied: true,
        status: 200,
        endedAt: '2026-03-01T03:00:00.000Z',
      },
    ]);
    expect(text).not.toMatch(/4111|4711/);
  });

  test('calls a rejection, a read and a repeated answer not applied', async () => {
    await tryToPay({}, { authorization: 'Basic nobody' });
    await countPayments();
    await pay({}, keyed('key-1'));
    await pay({}, keyed('key-1'));

    const list = (await requests()).map(({ status, applied }) => [status, applied]);

    expect(list).toEqual([
      [401, false],
      [200, false],
      [200, true],
      [200, false],
    ]);
  });
});

test('an unknown path is answered in JSON', async () => {
  const answer = await ask('GET /favicon.ico');

  expect(answer.status).toBe(404);
  expect(await answer.json()).toEqual({ error: expect.stringContaining('/api/v1') });
});

test('a path that cannot be read is answered in JSON, without a stack', async () => {
  const { host, port } = new URL(origin());
  const socket = connect(Number(port), '127.0.0.1');
  socket.end(`GET // HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);

  const answer = await text(socket);

  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toContain('{"error":"The path of the request cannot be read."}');
});

test('a defect is answered without a stack, which names this machine’s paths', async () => {
  world.now = Number.NaN;

  const answer = await ask('POST /sandbox/clock', { advanceMs: 0 });

  expect(answer.status).toBe(500);
  expect(await answer.json()).toEqual({ error: 'Invalid time value' });
});

test('a taken port rejects', async () => {
  const port = Number(new URL(origin()).port);

  await expect(start({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

describe('with a file', () => {
  let directory: string;
  let file: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'simulators-'));
    file = join(directory, 'data', 'providers.json');
    await restart({ file });
  });
  afterEach(() => rm(directory, { recursive: true }));

  test('payments, keys and requests survive a restart', async () => {
    const before = await pay({}, keyed('key-1'));

    await restart({ file });
    const after = await pay({}, keyed('key-1'));

    expect(after).toEqual(before);
    expect(await countPayments()).toBe(1);
    expect(await requests()).toHaveLength(3);
  });

  test('a file that knows less than the providers do now is taken up', async () => {
    const before = await pay({}, keyed('key-1'));
    const { komoju, requests: list } = JSON.parse(await readFile(file, 'utf8')) as {
      komoju: Record<string, unknown>;
      requests: unknown[];
    };
    const older = Object.entries(komoju).filter(([name]) => name !== 'fees');
    await writeFile(file, JSON.stringify({ komoju: Object.fromEntries(older), requests: list }));

    await restart({ file });

    expect(await pay({}, keyed('key-1'))).toEqual(before);
    expect(await pay()).toMatchObject({ payment_method_fee: 0 });
  });

  test('that is damaged is refused, in one line that names it', async () => {
    await writeFile(file, '{"komoju":{"payments":');

    await expect(start({ file })).rejects.toThrow(UsageError);
    await expect(start({ file })).rejects.toThrow(`${file} is damaged`);
  });

  test('it is readable by its owner alone', async () => {
    await pay();

    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('what a customer did survives a restart', async () => {
    const { id } = await pay({ payment_details: konbini });
    await ask(`POST /sandbox/komoju/payments/${id}/pay`);

    await restart({ file });

    expect(await show(id)).toMatchObject({ status: 'captured' });
  });

  test('no card number is written', async () => {
    await pay();
    await ask('POST /api/v1/tokens', { payment_details: card() });
    await tryToPay({ payment_details: card('4123111111111000') });

    const text = await readFile(file, 'utf8');

    expect(text).toContain('tok_');
    expect(text).not.toMatch(/4111111111111111|4123111111111000|"123"/);
  });

  test('a late request is not applied any more after a close', async () => {
    await restart({ file });
    await ask('POST /sandbox/faults', { kind: 'late', delayMs: 600_000 });
    await expect(pay()).rejects.toThrow();

    await restart({ file });

    expect(await countPayments()).toBe(0);
  });
});
