import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { APIGatewayRequestAuthorizerEvent, Context } from 'aws-lambda';
import * as authorize from '../../../functions/gateway/authorize.ts';
import * as canary from '../../../functions/gateway/canary.ts';
import * as catchUp from '../../../functions/gateway/catch-up.ts';
import * as health from '../../../functions/gateway/health.ts';
import * as reconcile from '../../../functions/gateway/reconcile.ts';
import * as create from '../../../functions/komoju/payment/create.ts';
import * as show from '../../../functions/komoju/payment/show.ts';
import * as webhook from '../../../functions/komoju/webhook.ts';
import { eventOf, startWorld, type World } from '../../support/handler.ts';
import { logged } from '../../support/log-lines.ts';
import { traceIn, value } from '../../support/secret-traces.ts';

/* Secrets into which somebody has pasted what is no secret of the gateway's form. */

let world: World;
beforeAll(async () => {
  world = await startWorld();
  for (const name of ['KOMOJU_SECRET', 'COINEY_SECRET', 'CALLERS_SECRET', 'CANARY_SECRET'] as const)
    world.putSecret(name, `${value}"}`);
  world.set('GATEWAY_URL', 'http://127.0.0.1:9');
}, 30_000);
afterAll(() => world.close());

const lambda = {
  awsRequestId: 'run-1',
  getRemainingTimeInMillis: () => 20_000,
} as unknown as Context;
const payment = eventOf({
  body: { amount: 1000, currency: 'JPY' },
  headers: { 'Idempotency-Key': 'order-1' },
  path: { paymentId: 'pay1' },
});
const withKey = {
  multiValueHeaders: { authorization: ['Bearer gk_test_0'] },
  requestContext: { requestId: 'request-1' },
} as unknown as APIGatewayRequestAuthorizerEvent;

/** What comes of a run, whatever it is, with all that it hides, and what it logged. */
async function allOf(run: () => Promise<unknown>): Promise<string> {
  const { value: ended, lines } = await logged(() => Promise.allSettled([run()]));
  return inspect([ended, lines], { depth: null, showHidden: true });
}

test.each<[string, string, () => Promise<unknown>]>([
  ['a payment', 'UnreadableSecret', () => create.start()(payment, lambda)],
  ['a read', 'UnreadableSecret', () => show.start()(payment, lambda)],
  ['a webhook', 'UnreadableSecret', () => webhook.start()(payment, lambda)],
  ['health', 'unavailable', () => health.start()(payment, lambda)],
  ['catch-up', 'secret_unavailable', () => catchUp.start()({}, lambda)],
  ['reconcile', 'secret_unavailable', () => reconcile.start()({}, lambda)],
  ['the canary', 'secret_unavailable', () => canary.start()({}, lambda)],
  ['the authorizer', 'secret_unavailable', () => authorize.start()(withKey)],
])('%s tells nothing of them', async (_, word, run) => {
  const told = await allOf(run);

  expect(told).toContain(word);
  expect(traceIn(told)).toBeUndefined();
});
