import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { routes } from '../../../lib/client/gateway.ts';
import type { Result } from '../../support/client/calls.ts';
import {
  isInstalled,
  startClient,
  type ClientProcess,
} from '../../support/client/client-process.ts';
import {
  startScriptedGateway,
  type ScriptedGateway,
} from '../../support/client/scripted-gateway.ts';
import { cases, type Case } from './cases.ts';

/* What the client makes of each answer, in TypeScript and in Python: each runs in a process of its own, over real HTTP. */

/** How long one try may take here. */
const timeoutMs = 2_000;
const order = { amount: 1000, currency: 'JPY', description: 'コーヒー' };

/** Has a client carry out one case. The name is its intent, and what a read asks for. */
async function carryOut(
  client: ClientProcess,
  gateway: ScriptedGateway,
  [name, given]: readonly [string, Case],
): Promise<Result | 'died'> {
  const { operation = 'komoju.payment.create', answers, record = [], call = {} } = given;
  const withId = JSON.parse(JSON.stringify(answers).replaceAll('op_ID', `op_${name}`)) as never;
  gateway.answer(name, withId);
  gateway.answer(`op_${name}`, record);
  const [method = '', path = ''] = routes[operation as keyof typeof routes].split(' ');
  return client.call({
    ...{ operation, method, names: { paymentId: name }, path: path.replace('{paymentId}', name) },
    ...(method === 'GET' ? {} : { intent: name, body: order }),
    ...call,
  });
}

describe.each(['node', 'python'] as const)('the client in %s', (language) => {
  const are = isInstalled(language) ? describe : describe.skip;
  are(`(skipped where there is no ${language})`, () => {
    let gateway: ScriptedGateway;
    let client: ClientProcess;
    let results: readonly (Result | 'died')[];
    const names = Object.keys(cases).map((_, place) => `${language}-${place}`);
    beforeAll(async () => {
      gateway = await startScriptedGateway();
      client = await startClient(language, { url: `${gateway.url}/`, key: 'gk_test_1', timeoutMs });
      results = await Promise.all(
        Object.values(cases).map((each, place) =>
          carryOut(client, gateway, [names[place] ?? '', each]),
        ),
      );
    }, 60_000);
    afterAll(async () => {
      await client.close();
      await gateway.close();
    });

    test.each(Object.entries(cases).map(([title, each], place) => ({ title, each, place })))(
      '$title',
      ({ each, place }) => {
        const name = names[place] ?? '';
        const expected = JSON.stringify(each.outcome).replaceAll('op_ID', `op_${name}`);
        const asked = gateway.asked(name);

        expect(results[place]).toMatchObject(JSON.parse(expected) as object);
        expect([asked.length, gateway.asked(`op_${name}`).length]).toEqual([
          each.sent,
          each.read ?? 0,
        ]);
        // Never another body, never another key, and nowhere else.
        const sent = asked.map(({ path, headers, body }) => [
          path,
          headers['idempotency-key'],
          body,
        ]);
        expect(new Set(sent.map((each) => JSON.stringify(each))).size).toBe(Math.min(each.sent, 1));
      },
    );

    test('sends the request with the gateway’s key, below the stage', () => {
      const [asked] = gateway.asked(names[0] ?? '');

      expect(asked).toMatchObject({
        method: 'POST',
        path: '/stage/komoju/api/v1/payments',
        headers: {
          authorization: 'Bearer gk_test_1',
          'content-type': 'application/json',
          'idempotency-key': names[0],
        },
      });
      expect(JSON.parse(asked?.body ?? '')).toEqual(order);
    });

    test('says when to come back: not before the seconds that were told', () => {
      const place = Object.keys(cases).indexOf('an hour that is told is not waited for here');

      const { comeBackInMs = 0 } = results[place] as Result;

      // From when it was said, which is a moment later.
      expect(comeBackInMs).toBeGreaterThan(3_590_000);
      expect(comeBackInMs).toBeLessThanOrEqual(3_601_000);
    });

    test('follows no redirect', () => {
      expect(gateway.asked('elsewhere')).toEqual([]);
    });
  });
});
