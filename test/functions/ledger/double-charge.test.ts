import { beforeEach, expect, test } from '@jest/globals';
import { secondMs } from '../../../functions/platform/clock.ts';
import {
  carefully,
  createGate,
  createProvider,
  no,
  gatewayErrorOf,
  requestHashes,
  silence,
  yes,
  type TestProvider,
} from '../../support/ledger.ts';
import { ledger, runLedger, table } from './run-ledger.ts';

/*
 * Ways in which the usual idempotency middleware was seen to charge twice (Powertools 2.35.0 with middy 6.4.5), or to
 * leave a request to nobody. None of them may happen here.
 */

let provider: TestProvider;

runLedger();
beforeEach(() => {
  provider = createProvider();
});

test('a duplicate that is refused leaves the claim of the first', async () => {
  const request = ledger.ask();
  const gate = createGate();
  const sent = createGate();
  const first = ledger.once(request, async (attempt) => {
    sent.open();
    await gate.passed;
    return provider.send(attempt);
  });
  await sent.passed;

  const second = await gatewayErrorOf(ledger.once(request, () => Promise.resolve(yes('second'))));
  const third = await gatewayErrorOf(ledger.once(request, () => Promise.resolve(yes('third'))));
  gate.open();

  expect(second.code).toBe('operation_in_progress');
  expect(third.code).toBe('operation_in_progress');
  expect(second.detail.retryAfterS).toBe(30);
  expect((await first).isReplay).toBe(false);
  expect(provider.applied).toHaveLength(1);
});

test('another request under the key is refused and leaves the first answer', async () => {
  const claimRequest = ledger.ask();
  const other = {
    ...claimRequest,
    fingerprint: () => ({ ...requestHashes, fingerprint: 'other', sent: 'other' }),
  };
  await ledger.once(claimRequest, () => Promise.resolve(yes('first')));

  const refused = await gatewayErrorOf(ledger.once(other, () => Promise.resolve(yes('other'))));

  expect(refused.code).toBe('idempotency_key_reused');
  const replayed = await ledger.once(claimRequest, () => Promise.resolve(yes('again')));
  expect(replayed).toMatchObject({ isReplay: true, answer: { body: '{"id":"first"}' } });
});

test('a success that cannot be written is told, and the retry gives the same charge', async () => {
  const request = ledger.ask();

  const first = await ledger.once(request, (attempt) => {
    table.faults.add({ on: 'table', match: 'UpdateItem', kind: 'throttle', times: 3 });
    return Promise.resolve(provider.send(attempt));
  });
  ledger.clock.advance(31 * secondMs);
  const second = await ledger.once(request, (attempt) => Promise.resolve(provider.send(attempt)));

  expect(first.answer).toEqual(second.answer);
  expect(provider.applied).toEqual([request.id]);
});

test('a success that is told only from the record is not told when it cannot be written', async () => {
  const request = { ...ledger.ask(), isToldOnlyIfStored: true };

  const untold = await gatewayErrorOf(
    ledger.once(request, (attempt) => {
      table.faults.add({ on: 'table', match: 'UpdateItem', kind: 'throttle', times: 3 });
      return Promise.resolve(provider.send(attempt));
    }),
  );
  ledger.clock.advance(31 * secondMs);
  const told = await ledger.once(request, (attempt) => Promise.resolve(provider.send(attempt)));

  expect(untold.code).toBe('outcome_unknown');
  expect(told.answer.status).toBe(200);
  expect(provider.applied).toEqual([request.id]);
});

test('a lost answer leaves the record open, and the same key at once sends the same provider key', async () => {
  const request = ledger.ask();

  const first = await gatewayErrorOf(
    ledger.once(request, (attempt) => {
      provider.send(attempt);
      return Promise.resolve(silence);
    }),
  );
  const second = await ledger.once(request, (attempt) => Promise.resolve(provider.send(attempt)));

  expect(first).toMatchObject({ code: 'outcome_unknown', detail: { retryAfterS: 5 } });
  expect(second.isReplay).toBe(false);
  expect(provider.applied).toEqual([request.id]);
});

test('a slow owner who wakes up after its lease sends nothing and overwrites nothing', async () => {
  const request = ledger.ask();
  const gate = createGate();
  const claimed = createGate();
  const slow = ledger.once(request, async (attempt) => {
    claimed.open();
    await gate.passed;
    return carefully(ledger.clock, (each) => provider.send(each))(attempt);
  });
  await claimed.passed;
  ledger.clock.advance(30 * secondMs);

  const quick = await ledger.once(request, () => Promise.resolve(yes('quick')));
  gate.open();
  const woken = await slow;

  expect(quick.answer.body).toBe('{"id":"quick"}');
  expect(woken).toMatchObject({ isReplay: true, answer: { body: '{"id":"quick"}' } });
  expect(provider.applied).toEqual([]);
});

test('a claim whose reply was lost is recognised as its own', async () => {
  const request = ledger.ask();
  table.faults.add({ on: 'table', match: 'PutItem', kind: 'drop_after_accept' });

  const completed = await ledger.once(request, (attempt) =>
    Promise.resolve(provider.send(attempt)),
  );

  expect(completed.isReplay).toBe(false);
  expect((await table.item(request.id))?.['n']?.N).toBe('1');
  expect((await table.item(request.id))?.['st']?.S).toBe('SUCCEEDED');
});

test('a result whose write lost its reply is told as the first answer, not as a replay', async () => {
  const request = ledger.ask();

  const completed = await ledger.once(request, (attempt) => {
    table.faults.add({ on: 'table', match: 'UpdateItem', kind: 'drop_after_accept' });
    return Promise.resolve(provider.send(attempt));
  });

  expect(completed.isReplay).toBe(false);
  expect((await table.item(request.id))?.['st']?.S).toBe('SUCCEEDED');
});

test('a result whose write lost its reply is told even where its body is not kept', async () => {
  const request = ledger.ask();
  const body = '{"id":"obj1","description":"4111111111111111"}';

  const completed = await ledger.once(request, () => {
    table.faults.add({ on: 'table', match: 'UpdateItem', kind: 'drop_after_accept' });
    return Promise.resolve({ ...yes(), answer: { status: 200, body } } as never);
  });

  expect(completed).toMatchObject({ isReplay: false, answer: { body } });
});

test('a rejection whose write lost its reply is told as the first answer', async () => {
  const request = ledger.ask();

  const completed = await ledger.once(request, () => {
    table.faults.add({ on: 'table', match: 'UpdateItem', kind: 'drop_after_accept' });
    return Promise.resolve(no());
  });

  expect(completed).toMatchObject({ isReplay: false, answer: { status: 422 } });
});
