import { beforeEach, describe, expect, test } from '@jest/globals';
import { hourMs } from '../../../functions/platform/clock.ts';
import {
  createGate,
  createProvider,
  no,
  notSent,
  gatewayErrorOf,
  requestHashes,
  silence,
  yes,
  type TestProvider,
} from '../../support/ledger.ts';
import { ledger, runLedger, table } from './run-ledger.ts';

let provider: TestProvider;

runLedger();
beforeEach(() => {
  provider = createProvider();
});

const state = async (id: string): Promise<string | undefined> => (await table.item(id))?.['st']?.S;
const attempts = async (id: string): Promise<string | undefined> =>
  (await table.item(id))?.['n']?.N;

describe('a new operation', () => {
  test('is on record as open while it is sent, and as succeeded with its answer afterwards', async () => {
    const request = ledger.ask();
    let during: unknown;

    const completed = await ledger.once(request, async () => {
      during = await table.item(request.id);
      return yes('pay1');
    });

    expect(completed).toMatchObject({
      isReplay: false,
      answer: { status: 200, body: '{"id":"pay1"}' },
    });
    expect(during).toMatchObject({ st: { S: 'PENDING' }, n: { N: '1' }, sk: { S: 'OPERATION' } });
    expect(during).not.toHaveProperty('ttl');
    const after = await table.item(request.id);
    expect(after).toMatchObject({
      v: { N: '3' },
      st: { S: 'SUCCEEDED' },
      body: { S: '{"id":"pay1"}' },
      resource: { S: 'komoju#807n' },
      res: { M: { why: { S: 'answer' }, status: { N: '200' }, object: { S: 'pay1' } } },
      event: { M: { type: { S: 'operation.succeeded' } } },
    });
    expect(after).toHaveProperty('ttl');
    expect(after).not.toHaveProperty('pend');
  });

  test('costs two writes, and a replay one call', async () => {
    const claimRequest = ledger.ask();
    const count = (): number => (table.calls['PutItem'] ?? 0) + (table.calls['UpdateItem'] ?? 0);
    const before = count();

    await ledger.once(claimRequest, () => Promise.resolve(yes()));
    const afterFirst = count();
    await ledger.once(claimRequest, () => Promise.resolve(yes()));

    expect(afterFirst - before).toBe(2);
    expect(count() - afterFirst).toBe(1);
  });

  test('that is refused is on record as failed, and stays so', async () => {
    const request = ledger.ask();

    await ledger.once(request, () => Promise.resolve(no('card_declined')));
    const again = await ledger.once(request, () => Promise.resolve(yes()));

    expect(again).toMatchObject({ isReplay: true, answer: { status: 422 } });
    expect(await state(request.id)).toBe('FAILED');
  });
});

describe('an attempt that was surely not sent', () => {
  test('is undone: the record counts none, and the next attempt may end in a no', async () => {
    const request = ledger.ask();

    const first = await gatewayErrorOf(ledger.once(request, () => Promise.resolve(notSent)));
    const given = await attempts(request.id);
    await ledger.once(request, () => Promise.resolve(no()));

    expect(first).toMatchObject({ code: 'not_attempted', detail: { retryAfterS: 2 } });
    expect(given).toBe('0');
    expect(await state(request.id)).toBe('FAILED');
  });

  test('is unknown when an earlier one may have been executed', async () => {
    const request = ledger.ask();
    await gatewayErrorOf(ledger.once(request, () => Promise.resolve(silence)));

    const second = await gatewayErrorOf(ledger.once(request, () => Promise.resolve(notSent)));

    expect(second.code).toBe('outcome_unknown');
    expect(await attempts(request.id)).toBe('1');
    expect(await state(request.id)).toBe('PENDING');
  });
});

describe('a record that stands in the way', () => {
  test('and is too old to be sent again is left to those who read', async () => {
    const request = ledger.ask();
    await gatewayErrorOf(ledger.once(request, () => Promise.resolve(silence)));
    ledger.clock.advance(23 * hourMs);
    const before = await table.item(request.id);

    const late = await gatewayErrorOf(ledger.once(request, () => Promise.resolve(yes())));

    expect(late.code).toBe('outcome_unknown');
    expect(await table.item(request.id)).toEqual(before);
  });

  test('and names another account is neither sent nor believed, and someone is told', async () => {
    const request = ledger.ask();
    await gatewayErrorOf(ledger.once(request, () => Promise.resolve(silence)));

    const moved = { ...request, account: 'second' };
    const refused = await gatewayErrorOf(ledger.once(moved, () => Promise.resolve(yes())));

    expect(refused.code).toBe('outcome_unknown');
    expect(ledger.findings).toEqual(['other_account']);
  });

  test('and was made with a key that cannot be had is not compared', async () => {
    const request = ledger.ask();
    await ledger.once(request, () => Promise.resolve(yes()));

    const rotated = { ...request, fingerprint: () => undefined, fingerprintVersion: 2 };
    const withKey = {
      ...rotated,
      fingerprint: (version: number) =>
        version === 2 ? { ...requestHashes, fingerprint: 'new', sent: 'new' } : undefined,
    };
    const refused = await gatewayErrorOf(ledger.once(withKey, () => Promise.resolve(yes())));

    expect(refused).toMatchObject({ code: 'not_attempted' });
  });

  test('and was made with a key that was replaced in place is not compared', async () => {
    const request = ledger.ask();
    await ledger.once(request, () => Promise.resolve(yes()));

    const replaced = {
      ...request,
      fingerprint: () => ({ fingerprint: 'x', sent: 'x', sender: 'x', keyCheck: 'x' }),
    };
    const refused = await gatewayErrorOf(ledger.once(replaced, () => Promise.resolve(yes())));

    expect(refused).toMatchObject({ code: 'not_attempted' });
  });

  test('and was sent under another key is not sent again', async () => {
    const request = ledger.ask();
    await gatewayErrorOf(ledger.once(request, () => Promise.resolve(silence)));
    const rolled = { ...request, fingerprint: () => ({ ...requestHashes, sender: 'new' }) };
    let isSent = false;

    const refused = await gatewayErrorOf(
      ledger.once(rolled, () => {
        isSent = true;
        return Promise.resolve(yes());
      }),
    );

    expect(refused).toMatchObject({ code: 'outcome_unknown', detail: { why: 'other_sender' } });
    expect(isSent).toBe(false);
  });

  test('and is taken over by another first makes this one wait', async () => {
    const request = ledger.ask();
    await gatewayErrorOf(ledger.once(request, () => Promise.resolve(silence)));
    const gate = createGate();
    const sent = createGate();
    const both = [0, 1].map(() =>
      ledger.once(request, async (attempt) => {
        sent.open();
        await gate.passed;
        return provider.send(attempt);
      }),
    );
    await sent.passed;

    const loser = await Promise.race(
      both.map((each) => gatewayErrorOf(each).catch(() => undefined)),
    );
    gate.open();
    const ended = await Promise.allSettled(both);

    expect(loser?.code).toBe('operation_in_progress');
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(provider.applied).toEqual([request.id]);
  });
});

describe('a contradiction', () => {
  test('of an answer with its request leaves the record open and tells someone', async () => {
    const request = ledger.ask();

    const refused = await gatewayErrorOf(
      ledger.once(request, () => Promise.resolve({ kind: 'unknown', why: 'contradicts' })),
    );

    expect(refused.code).toBe('outcome_unknown');
    expect(ledger.findings).toEqual(['contradiction']);
    expect(await state(request.id)).toBe('PENDING');
  });
});

test('a claim that cannot be written sends nothing', async () => {
  const request = ledger.ask();
  table.faults.add({ on: 'table', match: 'PutItem', kind: 'throttle', times: 3 });

  const refused = await gatewayErrorOf(
    ledger.once(request, (attempt) => Promise.resolve(provider.send(attempt))),
  );

  expect(refused.code).toBe('not_attempted');
  expect(provider.applied).toEqual([]);
  expect(await table.item(request.id)).toBeUndefined();
});

test('a takeover whose reply was lost is recognised as its own', async () => {
  const request = ledger.ask();
  await gatewayErrorOf(ledger.once(request, () => Promise.resolve(silence)));
  table.faults.add({ on: 'table', match: 'UpdateItem', kind: 'drop_after_accept' });

  const completed = await ledger.once(request, (attempt) =>
    Promise.resolve(provider.send(attempt)),
  );

  expect(completed.isReplay).toBe(false);
  expect(await attempts(request.id)).toBe('2');
});

test('an answer that holds a card number is told, and replayed with the number masked', async () => {
  const request = ledger.ask();
  const body = '{"id":"obj1", "note":"card 4111 1111 1111 1111", "n":4111111111111111}';
  const answer = { status: 200, contentType: 'application/json', body };

  const first = await ledger.once(request, () => Promise.resolve({ ...yes(), answer } as never));
  const second = await ledger.once(request, () => Promise.resolve(yes()));

  expect(first.answer.body).toBe(body);
  expect(second).toMatchObject({ isReplay: true, answer: { status: 200 } });
  expect(second.answer.body).toBe(
    '{"id":"obj1", "note":"card 4111 11•• •••• 1111", "n":"411111••••••1111"}',
  );
  expect(JSON.stringify(await table.item(request.id))).not.toMatch(/1111 1111|4111111111111111/);
});

test('a body over 64 kB is told, and kept without it', async () => {
  const request = ledger.ask();
  const answer = { status: 200, contentType: 'application/json', body: 'x'.repeat(64 * 1024 + 1) };

  await ledger.once(request, () => Promise.resolve({ ...yes(), answer } as never));

  expect(await state(request.id)).toBe('SUCCEEDED');
  expect(await table.item(request.id)).not.toHaveProperty('body');
});
