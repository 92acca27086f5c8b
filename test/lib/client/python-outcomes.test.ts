import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isInstalled } from '../../support/client/client-process.ts';
import { printed, pythonCall } from '../../support/client/python.ts';
import { startRawGateway, written } from '../../support/client/raw-gateway.ts';
import {
  startScriptedGateway,
  type ScriptedGateway,
} from '../../support/client/scripted-gateway.ts';

/* When a call in Python is over, and what it raises: a ValueError for what cannot be sent, and nothing else. */

let scripted: ScriptedGateway;
beforeAll(async () => {
  scripted = await startScriptedGateway();
});
afterAll(() => scripted.close());

const are = isInstalled('python') ? describe : describe.skip;
are('a call in Python (skipped where there is none)', () => {
  test('is over in its time, though an answer trickles in', async () => {
    const raw = await startRawGateway((socket) => {
      socket.write(
        'HTTP/1.1 200 OK\r\nX-Retry-Advice: do_not_repeat\r\nContent-Length: 900\r\n\r\n',
      );
      const timer = setInterval(() => socket.write(' '), 100);
      socket.once('close', () => {
        clearInterval(timer);
      });
    });

    const outcome = await printed(
      `${pythonCall('within=1.0')}\nprint(json.dumps(outcome.outcome))`,
      raw.url,
    );
    await raw.close();

    // The time of printed() is the bound.
    expect(outcome).toBe('pending');
  }, 30_000);

  test('is over in its time, though the time of day goes back', async () => {
    const raw = await startRawGateway(written(409, ['X-Retry-Advice: same_request']));

    const outcome = await printed(
      `
class Clock:
    hours = 0
    def __getattr__(self, name):
        return getattr(time, name)
    def time(self):
        self.hours += 1
        return time.time() - 3600 * self.hours
client.time = Clock()
${pythonCall('within=1.0')}
print(json.dumps(outcome.outcome))`,
      raw.url,
    );
    await raw.close();

    expect(outcome).toBe('pending');
  }, 30_000);

  test.each([
    ['a body that is no JSON', 'intent="a", body={"amount": {1}}'],
    ['an amount that is no number', 'intent="a", body={"amount": float("nan")}'],
    ['a body that is a list', 'intent="a", body=[1]'],
    ['no intent', 'body={}'],
    ['an intent that is no text', 'intent=5, body={}'],
  ])('with %s is a ValueError, and nothing is sent', async (_, given) => {
    const result = await printed(
      `
try:
    Gateway(sys.argv[1], "gk_test_1").call("POST", "/unsendable", ${given})
except ValueError:
    print(json.dumps("ValueError"))`,
      scripted.url,
    );

    expect(result).toBe('ValueError');
    expect([...scripted.asked('a'), ...scripted.asked('unsendable')]).toEqual([]);
  });

  test('with a key that is no header is a ValueError', async () => {
    const result = await printed(`
try:
    Gateway("http://127.0.0.1:9", "gk_test_1\\n")
except ValueError:
    print(json.dumps("ValueError"))`);

    expect(result).toBe('ValueError');
  });

  test.each(['', 'localhost:3000', '127.0.0.1:3000', 'ftp://127.0.0.1', 'https://', 'http://a:b'])(
    'to the address %j is a ValueError when the client is made',
    async (address) => {
      const result = await printed(
        `
try:
    Gateway(sys.argv[1], "gk_test_1")
except ValueError:
    print(json.dumps("ValueError"))`,
        address,
      );

      expect(result).toBe('ValueError');
    },
  );

  test('is repeated for as long as one likes: no wait is too long to be counted', async () => {
    expect(await printed('print(json.dumps(wait_after(5000, None) <= 60))')).toBe(true);
  });

  test('sends an intent in quotes with its quotes', async () => {
    scripted.answer(String.raw`"\"a\""`, [
      { status: 200, headers: { 'x-retry-advice': 'do_not_repeat' } },
    ]);

    const outcome = await printed(
      `
call = Gateway(sys.argv[1], "gk_test_1").call
print(json.dumps(call("POST", "/quoted", intent='"a"', within=1.0).outcome))`,
      scripted.url,
    );

    expect(outcome).toBe('done');
  });
});
