import { expect, test } from '@jest/globals';
import { ask, runSimulators } from '../running-simulators.ts';
import { askKomoju, pay } from './orders.ts';

runSimulators();

test.each([
  ['GET /events', 200],
  ['GET /events/nobodys', 404],
  ['GET /chargeback_requests', 404],
])('KOMOJU answers %s with %i, and a fault can name it', async (route, status) => {
  const fault = { match: route.replace(' ', ' /api/v1'), kind: 'drop_after_accept' };

  expect((await askKomoju(route)).status).toBe(status);
  expect((await ask('POST /sandbox/faults', fault)).status).toBe(201);
});

test.each([
  ['GET webhooks', undefined],
  ['POST webhooks/hold', undefined],
  ['POST webhooks/release', { order: 'shuffled' }],
  ['POST webhooks/wait', undefined],
  ['POST komoju/webhooks', { url: null }],
  ['POST komoju/chargebacks', { enabled: true }],
  ['POST komoju/payments/{id}/chargeback_request', { dueInDays: 3 }],
  ['POST komoju/payments/{id}/chargeback', {}],
  ['POST coiney/webhooks/repeat', undefined],
])('the sandbox answers %s', async (on, body) => {
  const { id } = await pay();
  const answer = await ask(on.replace(' ', ' /sandbox/').replace('{id}', id), body);

  expect(answer.status).toBe(200);
});
