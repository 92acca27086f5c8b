import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../../../lib/host/faults.ts';
import { countPayments, keyed, order } from './komoju/orders.ts';
import { ask, runSimulators, world, type Headers } from './running-simulators.ts';

const payments = '/api/v1/payments';

type Entry = { applied: boolean; status: number | null; endedAt: string | null };

runSimulators();

/** A process that ends by itself when its input does. */
const startProcess = () => spawn(process.execPath, ['-e', 'process.stdin.resume()']);
const addFault = (fault: Partial<Fault>) => ask('POST /sandbox/faults', fault);
const payUnder = (headers?: Headers) => ask(`POST ${payments}`, order, headers);
const requests = async () => (await (await ask('GET /sandbox/requests')).json()) as Entry[];

describe('a provider request under a fault', () => {
  test('that drops before acceptance is not applied', async () => {
    await addFault({ kind: 'drop_before_accept', match: `POST ${payments}` });

    await expect(payUnder()).rejects.toThrow();

    expect(await countPayments()).toBe(0);
    expect((await requests())[0]).toMatchObject({ applied: false, status: null });
  });

  test('that drops after acceptance is applied without an answer', async () => {
    await addFault({ kind: 'drop_after_accept', match: `POST ${payments}` });

    await expect(payUnder()).rejects.toThrow();

    expect(await countPayments()).toBe(1);
    expect((await requests())[0]).toMatchObject({ applied: true, status: null });
  });

  test('with a status gets that status and body, and nothing is applied', async () => {
    await addFault({ kind: 'status', status: 503, body: { error: 'maintenance' } });

    const answer = await payUnder();

    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ error: 'maintenance' });
    expect(await countPayments()).toBe(0);
  });

  test('with a status and a text gets the text as it is', async () => {
    await addFault({ kind: 'status', status: 502, body: '<html>' });

    const answer = await payUnder();

    expect(await answer.text()).toBe('<html>');
  });

  test('that garbles is applied and answers 200 with half a body', async () => {
    await addFault({ kind: 'garbled' });

    const answer = await payUnder();
    const body = await answer.text();

    expect(answer.status).toBe(200);
    expect(body).toMatch(/^\{"id":/);
    expect(() => JSON.parse(body) as unknown).toThrow(SyntaxError);
    expect(answer.headers.get('content-length')).toBe(String(body.length));
    expect(await countPayments()).toBe(1);
  });

  test('that is slow is answered after the delay, and its key is taken meanwhile', async () => {
    await addFault({ kind: 'slow', delayMs: 300 });
    const key = keyed('slow');
    const first = payUnder(key);
    // The second request must not overtake the first on its way here.
    while ((await requests()).length === 0);

    const second = await payUnder(key);
    const firstAnswer = await first;
    const third = await payUnder(key);

    expect([firstAnswer.status, second.status, third.status]).toEqual([200, 409, 200]);
    expect(await third.text()).toBe(await firstAnswer.text());
    expect(await countPayments()).toBe(1);
  });

  test('that is late gets no answer and is applied afterwards', async () => {
    await addFault({ kind: 'late', delayMs: 100, match: `POST ${payments}` });

    await expect(payUnder()).rejects.toThrow();
    const atFirst = await countPayments();
    const [underWay] = await requests();
    while (!(await requests()).some(({ applied }) => applied));
    const [landed] = await requests();

    expect(atFirst).toBe(0);
    expect([underWay?.endedAt, landed?.endedAt]).toEqual([null, expect.stringMatching(/Z$/)]);
    expect(await countPayments()).toBe(1);
  });

  test.each([
    ['kill_before_accept', 0],
    ['kill_after_accept', 1],
  ] as const)('%s ends the calling process, and %i are applied', async (kind, applied) => {
    const [other, caller] = [startProcess(), startProcess()];
    const ended = once(caller, 'exit');
    world.processes = [other, caller].map(({ pid }) => ({ operation: 'any', pid: Number(pid) }));
    await addFault({ kind, match: `POST ${payments}` });

    const answer = payUnder({ 'x-sandbox-process': String(caller.pid) });

    await expect(answer).rejects.toThrow();
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(other.kill()).toBe(true);
    expect(await countPayments()).toBe(applied);
  });

  test('never ends a process that the host did not start', async () => {
    const stranger = startProcess();
    const ended = once(stranger, 'exit');
    await addFault({ kind: 'kill_after_accept' });

    await expect(payUnder({ 'x-sandbox-process': String(stranger.pid) })).rejects.toThrow();
    stranger.stdin.end();

    expect(await ended).toEqual([0, null]);
  });
});
