import { describe, expect, test } from '@jest/globals';
import { hourMs, minuteMs, secondMs, type EpochMs } from '../../../functions/platform/clock.ts';
import { GatewayError } from '../../../functions/platform/gateway-error.ts';
import { fetchAhead, keepSecret } from '../../../functions/platform/secrets.ts';
import { createClock, type TestClock } from '../../support/ledger.ts';
import { gatewayErrorOf } from '../../support/gateway-errors.ts';

type Service = { isDown: boolean; text: string; fetches: number };

/** A secret whose service can go down and whose text can change, read by a clock that stands still. */
function createSecret(time: { freshMs?: number } = {}) {
  const service: Service = { isDown: false, text: 'first', fetches: 0 };
  const clock: TestClock = createClock();
  const fetch = async (): Promise<string> => {
    service.fetches += 1;
    const { text } = service;
    await Promise.resolve();
    if (service.isDown) throw new Error('down');
    return text;
  };
  const read = (text: string): string => {
    if (text === 'broken') throw new Error('not a secret');
    return text.toUpperCase();
  };
  return { service, clock, secret: keepSecret(fetch, read, { now: clock.now, ...time }) };
}

describe('a secret that was fetched', () => {
  test('serves for five minutes without another fetch', async () => {
    const { service, clock, secret } = createSecret();
    await secret.current();
    service.text = 'second';
    clock.advance(5 * minuteMs - 1);

    expect(await secret.current()).toBe('FIRST');
    expect(service.fetches).toBe(1);
  });

  test('is fetched again when five minutes are over', async () => {
    const { service, clock, secret } = createSecret();
    await secret.current();
    service.text = 'second';
    clock.advance(5 * minuteMs);

    expect(await secret.current()).toBe('SECOND');
    expect(service.fetches).toBe(2);
  });

  test('is fetched again as soon as its user wants, where that is told', async () => {
    const { service, clock, secret } = createSecret({ freshMs: 30 * secondMs });
    await secret.current();
    clock.advance(30 * secondMs);

    await secret.current();

    expect(service.fetches).toBe(2);
  });

  test('serves to its first hour’s end while the service is down', async () => {
    const { service, clock, secret } = createSecret();
    await secret.current();
    service.isDown = true;
    clock.advance(hourMs - 1);

    expect(await secret.current()).toBe('FIRST');
  });

  test('refuses to serve after an hour while the service is down', async () => {
    const { service, clock, secret } = createSecret();
    await secret.current();
    service.isDown = true;
    clock.advance(hourMs);

    expect(await gatewayErrorOf(secret.current())).toMatchObject({
      code: 'not_attempted',
      detail: { why: 'secret_unavailable', retryAfterS: 2 },
    });
  });

  test('refuses with what the reader itself has to say', async () => {
    const detail = { why: 'secret_other_mode', retryAfterS: 2 };
    const read = (): never => {
      throw new GatewayError('not_attempted', detail);
    };
    const secret = keepSecret(() => Promise.resolve('first'), read, createClock());

    expect((await gatewayErrorOf(secret.current())).detail).toBe(detail);
  });

  test('serves while what the service gives can’t be read', async () => {
    const { service, clock, secret } = createSecret();
    await secret.current();
    service.text = 'broken';
    clock.advance(5 * minuteMs);

    expect(await secret.current()).toBe('FIRST');
  });
});

describe('after a failed fetch', () => {
  test('a copy serves for 30 s before the next try, so that no request waits for each', async () => {
    const { service, clock, secret } = createSecret();
    await secret.current();
    service.isDown = true;
    clock.advance(5 * minuteMs);
    await secret.current();
    clock.advance(30 * secondMs - 1);

    await secret.current();

    expect(service.fetches).toBe(2);
  });

  test('the next try comes after 30 s, and finds the changed secret', async () => {
    const { service, clock, secret } = createSecret();
    await secret.current();
    service.isDown = true;
    clock.advance(5 * minuteMs);
    await secret.current();
    Object.assign(service, { isDown: false, text: 'second' });
    clock.advance(30 * secondMs);

    expect(await secret.current()).toBe('SECOND');
  });

  test('a request without any copy tries at once', async () => {
    const { service, secret } = createSecret();
    service.isDown = true;
    await gatewayErrorOf(secret.current());
    service.isDown = false;

    expect(await secret.current()).toBe('FIRST');
  });

  test('no copy outlives its hour by waiting for the next try', async () => {
    const { service, clock, secret } = createSecret();
    await secret.current();
    service.isDown = true;
    clock.advance(hourMs - secondMs);
    await secret.current();
    clock.advance(secondMs);

    expect((await gatewayErrorOf(secret.current())).code).toBe('not_attempted');
    expect(service.fetches).toBe(3);
  });

  test('the cause’s class is kept for the log', async () => {
    const { service, secret } = createSecret();
    service.isDown = true;

    expect((await gatewayErrorOf(secret.current())).detail.cause).toEqual({ name: 'Error' });
  });
});

describe('requests that come at once', () => {
  test('share one fetch', async () => {
    const { service, secret } = createSecret();

    const all = await Promise.all([secret.current(), secret.current(), secret.current()]);

    expect(all).toEqual(['FIRST', 'FIRST', 'FIRST']);
    expect(service.fetches).toBe(1);
  });

  test('share its failure, and the next one tries anew', async () => {
    const { service, secret } = createSecret();
    service.isDown = true;

    await Promise.all([gatewayErrorOf(secret.current()), gatewayErrorOf(secret.current())]);
    await gatewayErrorOf(secret.current());

    expect(service.fetches).toBe(2);
  });
});

describe('fetching again, because the provider refused the key', () => {
  test('does not wait for the copy to grow old, and serves the new one from then on', async () => {
    const { service, secret } = createSecret();
    await secret.current();
    service.text = 'second';

    expect(await secret.refetch()).toBe('SECOND');
    expect(await secret.current()).toBe('SECOND');
    expect(service.fetches).toBe(2);
  });

  test('does not take what was being fetched before, and those that ask at once share one fetch', async () => {
    const { service, secret } = createSecret();
    const before = secret.current();
    service.text = 'second';

    const again = [secret.refetch(), secret.refetch()];

    expect(await before).toBe('FIRST');
    expect(await Promise.all(again)).toEqual(['SECOND', 'SECOND']);
    expect(service.fetches).toBe(2);
  });

  test('gives nothing while the service is down, and the copy serves on', async () => {
    const { service, secret } = createSecret();
    await secret.current();
    service.isDown = true;

    expect(await secret.refetch()).toBeUndefined();
    expect(await secret.current()).toBe('FIRST');
  });
});

test('a moment of the clock is what a copy’s age is counted from', async () => {
  let at = 0 as EpochMs;
  const secret = keepSecret(
    () => Promise.resolve(String(at)),
    (text) => text,
    { now: () => at },
  );

  expect(await secret.current()).toBe('0');
  at = (5 * minuteMs) as EpochMs;
  expect(await secret.current()).toBe(String(at));
});

describe('a secret that is fetched ahead', () => {
  test('is not fetched again by who asks for it meanwhile', async () => {
    const { service, secret } = createSecret();
    fetchAhead(secret);

    expect(service.fetches).toBe(1);
    expect(await secret.current()).toBe('FIRST');
    expect(service.fetches).toBe(1);
  });

  test('tells nobody that it can’t be had but who asks for it', async () => {
    const { service, secret } = createSecret();
    service.isDown = true;
    fetchAhead(secret);

    expect(await gatewayErrorOf(secret.current())).toMatchObject({ code: 'not_attempted' });
  });
});
