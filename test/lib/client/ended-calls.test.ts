import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { gateway, type Gateway } from '../../../lib/client/gateway.ts';
import { isInstalled } from '../../support/client/client-process.ts';
import { printed, pythonCall } from '../../support/client/python.ts';
import { startRawGateway, written, type RawGateway } from '../../support/client/raw-gateway.ts';
import {
  startScriptedGateway,
  type ScriptedGateway,
} from '../../support/client/scripted-gateway.ts';
import { error, yes } from './said.ts';

/* A call that its caller ends sends nothing more, and says what it knows. */

const create = 'komoju.payment.create';
const order = { amount: 1000, currency: 'JPY' };
const inAMinute = error(409, 'same_request', 'outcome_unknown', { 'retry-after': '60' });

describe('a call in TypeScript that its caller ends', () => {
  let scripted: ScriptedGateway;
  let call: Gateway;
  beforeAll(async () => {
    scripted = await startScriptedGateway();
    call = gateway({ baseUrl: scripted.url, key: 'gk_test_1' });
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(() => scripted.close());

  test('gives pending at once, while a try is under way', async () => {
    scripted.answer('ended', ['silence']);
    const ending = new AbortController();

    const outcome = call(create, { intent: 'ended', body: order, signal: ending.signal });
    while (scripted.asked('ended').length === 0) await new Promise(setImmediate);
    ending.abort();

    expect(await outcome).toMatchObject({ outcome: 'pending', advice: 'same_request' });
    expect(scripted.asked('ended').length).toBe(1);
  });

  test('gives what it was answered, and when to come back, while it waits', async () => {
    scripted.answer('waiting', [inAMinute, yes]);
    const ending = new AbortController();
    const timers = jest.spyOn(globalThis, 'setTimeout');
    const isWaiting = (): boolean =>
      timers.mock.calls.some(([, ms = 0]) => ms >= 60_000 && ms < 300_000);

    const { signal } = ending;
    const outcome = call(create, { intent: 'waiting', body: order, withinMs: 300_000, signal });
    while (!isWaiting()) await new Promise(setImmediate);
    ending.abort();

    const pending = await outcome;
    expect(pending).toMatchObject({
      ...{ outcome: 'pending', status: 409, code: 'outcome_unknown', operationId: 'op_ID' },
      comeBackAt: expect.any(Date),
    });
    const { comeBackAt } = pending as Extract<typeof pending, { outcome: 'pending' }>;
    expect(comeBackAt.getTime() - Date.now()).toBeGreaterThan(30_000);
    expect(scripted.asked('waiting').length).toBe(1);
  });

  test('sends nothing if that was before', async () => {
    const signal = AbortSignal.abort();

    const outcome = await call(create, { intent: 'never', body: order, signal });

    expect(outcome.outcome).toBe('pending');
    expect(scripted.asked('never')).toEqual([]);
  });
});

const are = isInstalled('python') ? describe : describe.skip;
are('a call in Python that its caller stops (skipped where there is none)', () => {
  const headers = ['X-Retry-Advice: same_request', 'Retry-After: 60'];
  const body = '{"error":{"code":"outcome_unknown"}}';
  let raw: RawGateway;
  beforeAll(async () => {
    raw = await startRawGateway(written(409, headers, { body }));
  });
  afterAll(() => raw.close());

  test('sends nothing if that was before', async () => {
    const outcome = await printed(
      `
stop = threading.Event()
stop.set()
${pythonCall('stop=stop')}
print(json.dumps(outcome.outcome))`,
      raw.url,
    );

    expect(outcome).toBe('pending');
    expect(raw.asked()).toBe(0);
  });

  test('gives what it was answered, and when to come back, while it waits', async () => {
    const outcome = await printed(
      `
class StoppedAtItsFirstWait(threading.Event):
    def wait(self, timeout=None):
        self.set()
        return super().wait(timeout)
${pythonCall('within=300.0, stop=StoppedAtItsFirstWait()')}
is_told = outcome.come_back_at - time.time() > 30
print(json.dumps([outcome.outcome, outcome.status, outcome.code, is_told]))`,
      raw.url,
    );

    expect(outcome).toEqual(['pending', 409, 'outcome_unknown', true]);
    expect(raw.asked()).toBe(1);
  });
});
