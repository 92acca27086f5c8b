import { describe, expect, test } from '@jest/globals';
import { konbini, pay, show } from '../simulators/komoju/orders.ts';
import {
  answerTo,
  ask,
  done,
  runSimulators,
  send,
  world,
} from '../simulators/running-simulators.ts';

runSimulators();

const read = (on: string, body?: unknown): Promise<unknown> => done(answerTo(ask(on, body)));

describe('the sandbox', () => {
  test('lets the customer pay at a convenience store, once', async () => {
    const { id } = await pay({ payment_details: konbini });
    world.now += 60_000;

    const paid = await read(`POST /sandbox/komoju/payments/${id}/pay`);
    const again = await ask(`POST /sandbox/komoju/payments/${id}/pay`);

    expect(paid).toMatchObject({ id, status: 'captured', captured_at: '2026-03-01T03:01:00Z' });
    expect(again.status).toBe(409);
    expect(await again.text()).toContain('konbini payment and captured');
    expect(await show(id)).toEqual(paid);
  });

  test('refuses to pay a card payment, and one that does not exist', async () => {
    const { id } = await pay({ capture: false });

    const ofCard = await ask(`POST /sandbox/komoju/payments/${id}/pay`);
    const ofNothing = await ask('POST /sandbox/komoju/payments/toString/pay');

    expect([ofCard.status, ofNothing.status]).toEqual([409, 404]);
  });

  test('tells a connecting process once that it is refused', async () => {
    await ask('POST /sandbox/faults', { kind: 'refuse_connection' });

    const answers = [
      await read('POST /sandbox/connections', { to: 'komoju', request: 'POST /api/v1/payments' }),
      await read('POST /sandbox/connections', { to: 'komoju', request: 'POST /api/v1/payments' }),
    ];

    expect(answers).toEqual([{ refused: true }, { refused: false }]);
  });

  test('adds a fault and forgets all faults', async () => {
    const added = await ask('POST /sandbox/faults', { kind: 'garbled' });
    await ask('DELETE /sandbox/faults');
    const payment = await pay();

    expect(added.status).toBe(201);
    expect(await added.json()).toEqual({ on: 'komoju', kind: 'garbled', times: 1 });
    expect(payment).toMatchObject({ status: 'captured' });
  });

  test('moves the clock that the providers see', async () => {
    const answer = await read('POST /sandbox/clock', { advanceMs: 3_600_000 });
    const payment = await pay();

    expect(answer).toEqual({ now: '2026-03-01T04:00:00.000Z' });
    expect(payment).toMatchObject({ created_at: '2026-03-01T04:00:00Z' });
  });

  test('shows the processes and the environment of the host', async () => {
    world.processes = [{ operation: 'gateway.health', pid: 7 }];

    expect(await read('GET /sandbox/processes')).toEqual(world.processes);
    expect(await read('GET /sandbox/environment')).toEqual({ table: 'ledger' });
  });

  test.each<[string, string, unknown]>([
    ['POST /sandbox/faults', 'kind', { kind: 'explode' }],
    ['POST /sandbox/faults', 'on', { on: 'komodo', kind: 'garbled' }],
    ['POST /sandbox/connections', 'to', {}],
    ['POST /sandbox/clock', 'advanceMs', { advanceMs: -1 }],
    ['POST /sandbox/clock', 'object', 'tomorrow'],
  ])('refuses a bad %s and names %s', async (on, name, body) => {
    const answer = await ask(on, body);

    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error: expect.stringContaining(name) });
  });

  test.each([
    { match: 'POST /payments', kind: 'garbled' },
    { match: 'POST /api/v1/payment', kind: 'garbled' },
    { match: 'PUT /api/v1/payments/*', kind: 'garbled' },
    { match: 'POST /api/v1/payments/', kind: 'garbled' },
    { match: 'POST /api/v1/payments/*/captures', kind: 'garbled' },
    { match: 'GET /api/v1/payments/9zk?status=captured', kind: 'garbled' },
    { match: 'DELETE /coiney/api/v1/payments/*', on: 'coiney', kind: 'garbled' },
    { match: 'POST /api/v1/payments', on: 'coiney', kind: 'garbled' },
    { match: 'PutItems', on: 'table', kind: 'throttle' },
    { match: 'DeleteItem', on: 'table', kind: 'throttle' },
    { match: 'getItem', on: 'table', kind: 'throttle' },
    { match: 'GetItem', on: 'secrets', kind: 'throttle' },
  ])(
    'refuses a fault that no request can meet, and names those that there are: %j',
    async (fault) => {
      const answer = await ask('POST /sandbox/faults', fault);

      expect(answer.status).toBe(400);
      const { error } = (await answer.json()) as { error: string };
      expect(error).toContain(`never gets ${fault.match}. It gets `);
      expect(error).toMatch(/PutItem|PutSecretValue|POST \/(coiney\/)?api\/v1\/payments/);
      await pay();
    },
  );

  test.each([
    { match: 'POST /api/v1/payments/*/capture', kind: 'garbled' },
    { match: '* /api/v1/payments/9zk/capture', kind: 'garbled' },
    { match: 'POST /api/v1/pay*', kind: 'garbled' },
    { match: 'PATCH /coiney/api/v1/payments/*', on: 'coiney', kind: 'garbled' },
    { match: '*Item', on: 'table', kind: 'throttle' },
    { match: 'GetSecretValue', on: 'secrets', kind: 'throttle' },
  ])('takes a fault that a request can meet: %j', async (fault) => {
    expect((await ask('POST /sandbox/faults', fault)).status).toBe(201);
  });

  test('refuses a body that is not JSON', async () => {
    const answer = await send('POST /sandbox/clock', 'advanceMs=5');

    expect(answer.status).toBe(400);
  });

  test('answers an unknown call with what there is', async () => {
    const answer = await ask('POST /sandbox/fault', {});

    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({
      controls: expect.arrayContaining([
        'POST /sandbox/faults',
        'POST /sandbox/komoju/payments/{id}/pay',
      ]),
    });
  });
});
