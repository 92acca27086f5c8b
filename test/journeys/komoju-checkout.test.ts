import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { differences, documented, type Ask } from '../support/komoju-checkout.ts';
import { newKey } from './orders.ts';
import { startSystem, type System } from './system.ts';

/* What KOMOJU's client for Node types of hosted checkout reaches it through the gateway, member by member. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterAll(() => local.close());

/** Through the gateway, as that client asks. */
const ask: Ask = async (on, body) => {
  const [method = '', path = ''] = on.split(' ');
  const answer = await local.call(method, `/komoju/api/v1${path}`, {
    headers: { 'x-komoju-api-version': '2025-01-28' },
    ...(body !== undefined && { body }),
    ...(method !== 'GET' && { idempotencyKey: newKey() }),
  });
  if (answer.status !== 200) throw new Error(`${on}: ${answer.body}`);
  return answer.json;
};

test.each(documented)('$operation tells all of $object', async ({ members, read }) => {
  expect(differences(members, await read(ask))).toEqual([]);
});
