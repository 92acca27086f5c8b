import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import { komoju } from '../../../../functions/providers/komoju/komoju.ts';
import { parsePayment } from '../../../../functions/providers/komoju/objects.ts';
import { callProvider } from '../../../../functions/providers/client/retry-after-401.ts';
import { filledSecret } from '../../../../functions/providers/client/provider-access.ts';
import type { ProviderCall } from '../../../../functions/providers/client/attempt.ts';
import type { LogLine } from '../../../../functions/platform/log.ts';
import type { ProviderSecret } from '../../../../functions/providers/provider-secret.ts';
import type { Secret } from '../../../../functions/platform/secrets.ts';
import { listen, type Listening } from '../../../../lib/host/listen.ts';
import { gatewayErrorOf } from '../../../support/gateway-errors.ts';

const secretWith = (secretKey: string, account = 'main'): ProviderSecret => ({
  account,
  values: { secretKey },
});
const main = secretWith('sk_old');
const keeping = (current: ProviderSecret, changed?: ProviderSecret): Secret<ProviderSecret> => ({
  current: () => Promise.resolve(current),
  refetch: () => Promise.resolve(changed),
});

describe('the provider’s secret', () => {
  test('is at hand where it has been filled in', async () => {
    const access = { provider: komoju, origin: '', secret: keeping(main) };

    expect(await filledSecret(access)).toBe(main);
  });

  test('that is still empty is refused: nothing was done', async () => {
    const secret = keeping(secretWith(''));

    expect(
      await gatewayErrorOf(filledSecret({ provider: komoju, origin: '', secret })),
    ).toMatchObject({
      code: 'not_attempted',
      detail: { why: 'secret_empty', retryAfterS: 2 },
    });
  });
});

describe('asking', () => {
  const answers: { status: number; body: string }[] = [];
  let received: IncomingMessage['headers'][];
  let server: Listening;
  let line: LogLine;

  beforeEach(async () => {
    received = [];
    line = { time: '', requestId: '', operation: '' };
    server = await listen(0, (request, response) => {
      received.push(request.headers);
      const { status, body } = answers.shift() ?? { status: 500, body: '' };
      response.writeHead(status).end(body);
    });
  });
  afterEach(async () => {
    answers.length = 0;
    await server.close();
  });

  const yes = { status: 200, body: '{"id":"807n"}' };
  const unauthorized = { status: 401, body: '{"error":{"code":"unauthorized"}}' };
  const run = (changed?: ProviderSecret, changes: Partial<ProviderCall> = {}, version?: string) =>
    callProvider(
      { provider: komoju, origin: server.url, secret: keeping(main, changed), version },
      {
        request: { method: 'POST', url: server.url, headers: { accept: 'x' }, body: undefined },
        secret: main,
        parse: parsePayment,
        maySend: () => true,
        signal: new AbortController().signal,
        line,
        ...changes,
      },
    );
  const keysReceived = (): unknown[] => received.map(({ authorization }) => authorization);
  const basic = (key: string): string => `Basic ${Buffer.from(`${key}:`).toString('base64')}`;

  test('sends once, with the key', async () => {
    answers.push(yes);

    expect(await run()).toMatchObject({ kind: 'done', object: { id: '807n' } });
    expect(received).toMatchObject([{ accept: 'x', authorization: basic('sk_old') }]);
    expect(line).toMatchObject({ providerStatus: 200, providerMs: expect.any(Number) });
    expect(line).not.toHaveProperty('providerCode');
  });

  test('asks for the version that is pinned, unless the request names one', async () => {
    const request = { method: 'GET', url: server.url, headers: {}, body: undefined };
    const named = { ...request, headers: { 'x-komoju-api-version': '2024-07-15' } };
    answers.push(yes, yes, yes);

    await run(undefined, { request }, '2025-01-28');
    await run(undefined, { request: named }, '2025-01-28');
    await run(undefined, { request });

    expect(received.map((headers) => headers['x-komoju-api-version'])).toEqual([
      '2025-01-28',
      '2024-07-15',
      undefined,
    ]);
  });

  test('notes the provider’s code of an error', async () => {
    answers.push({ status: 502, body: '{"error":{"code":"card_declined"}}' });

    expect((await run()).kind).toBe('rejected');
    expect(line).toMatchObject({ providerStatus: 502, providerCode: 'card_declined' });
  });

  test('never sends again after an answer that decides nothing', async () => {
    answers.push({ status: 500, body: '' }, yes);

    expect((await run(secretWith('sk_new'))).kind).toBe('unknown');
    expect(received).toHaveLength(1);
  });

  test('sends nothing once the lease is over', async () => {
    const outcome = await run(undefined, { maySend: () => 'lease_over' });

    expect(outcome).toEqual({ kind: 'not_attempted', why: 'lease_over' });
    expect(received).toEqual([]);
  });

  test('does not even connect once the lease is over', async () => {
    await server.close();

    const outcome = await run(undefined, { maySend: () => 'lease_over' });
    server = await listen(0, () => undefined);

    expect(outcome).toEqual({ kind: 'not_attempted', why: 'lease_over' });
  });

  test('sends nothing where the lease ends while it connects', async () => {
    const judgements: (true | 'lease_over')[] = [true];

    const outcome = await run(undefined, { maySend: () => judgements.shift() ?? 'lease_over' });

    expect(outcome).toEqual({ kind: 'not_attempted', why: 'lease_over' });
    expect(received).toEqual([]);
    expect(line).not.toHaveProperty('providerStatus');
  });

  test('says no more of an attempt that was never sent than why', async () => {
    const outcome = await run(undefined, { signal: AbortSignal.abort() });

    expect(outcome).toEqual({ kind: 'not_attempted', why: 'no_time_left' });
    expect(line).not.toHaveProperty('providerStatus');
  });

  describe('after a 401', () => {
    test('sends once more with the key that someone just changed', async () => {
      answers.push(unauthorized, yes);

      expect((await run(secretWith('sk_new'))).kind).toBe('done');
      expect(keysReceived()).toEqual([basic('sk_old'), basic('sk_new')]);
    });

    test('sends nothing again under another key than the attempt before', async () => {
      answers.push(unauthorized, yes);

      expect(await run(secretWith('sk_new'), { isSentAgain: true })).toEqual({
        kind: 'not_attempted',
        why: 'key_changed',
      });
      expect(received).toHaveLength(1);
    });

    test('sends again under the same key, which was not accepted for a moment', async () => {
      answers.push(unauthorized, yes);

      expect((await run(secretWith('sk_old'), { isSentAgain: true })).kind).toBe('done');
      expect(received).toHaveLength(2);
    });

    test('gives up after a second one', async () => {
      answers.push(unauthorized, unauthorized, yes);

      expect(await run(secretWith('sk_new'))).toEqual({
        kind: 'not_attempted',
        why: 'unauthorized',
      });
      expect(received).toHaveLength(2);
    });

    test.each([
      ['can’t be had', undefined],
      ['is empty', secretWith('')],
    ])('gives up where the new key %s', async (_, changed) => {
      answers.push(unauthorized, yes);

      expect(await run(changed)).toEqual({ kind: 'not_attempted', why: 'unauthorized' });
      expect(received).toHaveLength(1);
    });

    test('sends nothing to another account than the one that was claimed', async () => {
      answers.push(unauthorized, yes);

      expect(await run(secretWith('sk_new', 'other'))).toEqual({
        kind: 'not_attempted',
        why: 'account_changed',
      });
      expect(received).toHaveLength(1);
    });

    test.each([
      ['over meanwhile', 2],
      ['over while it connects once more', 3],
    ])('sends nothing once the lease is %s', async (_, yeses) => {
      answers.push(unauthorized, yes);
      const judgements = Array.from({ length: yeses }, () => true as const);

      const outcome = await run(main, { maySend: () => judgements.shift() ?? 'lease_over' });

      expect(outcome).toEqual({ kind: 'not_attempted', why: 'lease_over' });
      expect(received).toHaveLength(1);
    });
  });
});
