import { afterEach, describe, expect, test } from '@jest/globals';
import { gateway, type Gateway } from '../../../lib/client/gateway.ts';
import { isInstalled } from '../../support/client/client-process.ts';
import { printed, pythonCall } from '../../support/client/python.ts';
import {
  startRawGateway,
  written,
  type RawGateway,
  type Written,
} from '../../support/client/raw-gateway.ts';

/* Answers that the gateway does not give, but something in between might: they are no outcome, and no error. */

const opened: RawGateway[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});
async function answering(...answers: readonly Written[]): Promise<RawGateway> {
  const raw = await startRawGateway(...answers);
  opened.push(raw);
  return raw;
}

const isYes = 'X-Retry-Advice: do_not_repeat';
const isSame = 'X-Retry-Advice: same_request';
const yes = written(200, [isYes], { body: '{"id":"pay_1"}' });
const halfYes = written(200, [isYes], { body: '{"id":', isDelimited: false });
const reused = written(422, [isSame, 'X-Operation-Id: op_1'], {
  body: '{"error":{"code":"idempotency_key_reused"}}',
});
const record = (body: string): string => written(200, ['X-Request-Id: r'], { body });
/** It says that it was executed, and that it was not. */
const contradiction = record('{"retry":"do_not_repeat","result":{"status":400,"body":null}}');

describe('the client in TypeScript', () => {
  const callAt = ({ url }: RawGateway): Gateway => gateway({ baseUrl: url, key: 'gk_test_1' });
  const create = 'komoju.payment.create';
  const request = { intent: 'a', body: { amount: 1000, currency: 'JPY' } };

  test('takes half a yes for no answer, where only the end of the connection ends it', async () => {
    const outcome = await callAt(await answering(halfYes, yes))(create, request);

    expect(outcome).toMatchObject({ outcome: 'done', body: { id: 'pay_1' } });
  });

  test('takes a yes that is empty for one, where only the end of the connection ends it', async () => {
    const empty = written(200, [isYes], { body: '', isDelimited: false });

    const outcome = await callAt(await answering(empty))(create, request);

    expect(outcome).toMatchObject({ outcome: 'done', status: 200, body: undefined });
  });

  test.each(['1e30', 'Infinity', '9'.repeat(400)])(
    'says when to come back after a Retry-After of %.9s',
    async (told) => {
      const raw = await answering(
        written(401, ['X-Retry-Advice: fix_request', `Retry-After: ${told}`]),
      );

      const outcome = await callAt(raw)(create, request);

      const { comeBackAt } = outcome as Extract<typeof outcome, { outcome: 'pending' }>;
      expect(comeBackAt.getTime()).not.toBeNaN();
    },
  );

  test('waits between two reads of a record that contradicts itself', async () => {
    const raw = await answering(reused, contradiction);

    const outcome = await callAt(raw)(create, { ...request, withinMs: 1_000 });

    expect(outcome.outcome).toBe('pending');
    expect(raw.asked()).toBeLessThan(6);
  });
});

const are = isInstalled('python') ? describe : describe.skip;
are('the client in Python (skipped where there is none)', () => {
  test.each([
    ['half a yes', halfYes],
    ['a yes that breaks off in its headers', `HTTP/1.1 200 OK\r\n${isYes}\r\nContent-Le`],
    ['an answer that is no HTTP', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n'],
  ])('takes %s for no answer', async (_, broken) => {
    const raw = await answering(broken, yes);

    const outcome = await printed(
      `${pythonCall()}\nprint(json.dumps([outcome.outcome, outcome.body]))`,
      raw.url,
    );

    expect(outcome).toEqual(['done', { id: 'pay_1' }]);
  });

  test.each([
    ['a body that is nested too deeply', [written(502, [], { body: '['.repeat(100_000) })]],
    ['a Retry-After that is no number', [written(409, [isSame, 'Retry-After: \xb2'])]],
    ['an id that is no path', [reused.replace('op_1', 'op 1'), record('{}')]],
    [
      'half a character in a body on record',
      [reused, record('{"retry":"same_request","result":{"body":"\\ud800"}}')],
    ],
    ['a record that contradicts itself', [reused, contradiction]],
  ])('knows nothing by %s', async (_, answers) => {
    const raw = await answering(...answers);

    const outcome = await printed(
      `${pythonCall('within=1.0')}\nprint(json.dumps(outcome.outcome))`,
      raw.url,
    );

    expect(outcome).toBe('pending');
    expect(raw.asked()).toBeLessThan(6);
  });
});
