import { expect, test } from '@jest/globals';
import type { Outcome } from '../../../functions/providers/outcome.ts';
import { secondMs } from '../../../functions/platform/clock.ts';
import { createGate, gatewayErrorOf, yes } from '../../support/ledger.ts';
import { ledger, runLedger } from './run-ledger.ts';

/* The bytes of an answer: which of them are kept, and which of them a caller is told. */

runLedger();

const yesWith = (body: string): Outcome => ({
  ...(yes() as Extract<Outcome, { kind: 'done' }>),
  answer: { status: 200, contentType: 'application/json', body },
});

test('whoever comes second with the same success tells the bytes that are stored, as every replay will', async () => {
  const request = ledger.ask();
  const [sent, answered] = [createGate(), createGate()];
  const slow = ledger.once(request, async () => {
    sent.open();
    await answered.passed;
    return yesWith('{"id":"obj1","seen":"first"}');
  });
  await sent.passed;
  ledger.clock.advance(31 * secondMs);
  const stored = '{"id":"obj1","seen":"second"}';
  const second = await ledger.once(request, () => Promise.resolve(yesWith(stored)));
  answered.open();

  const first = await slow;
  const replay = await ledger.once(request, () => Promise.reject(new Error('never')));

  expect([second, first, replay].map(({ answer }) => answer.body)).toEqual(Array(3).fill(stored));
  expect([second.isReplay, first.isReplay, replay.isReplay]).toEqual([false, true, true]);
});

/** Exactly 64 kB, in a third as many characters. */
const kept = `${'あ'.repeat(21_845)}.`;

test('an answer is too large to be kept by its bytes, not by its characters', async () => {
  const [fits, over] = [ledger.ask(), ledger.ask()];
  const never = () => Promise.reject(new Error('It was sent again.'));

  await ledger.once(fits, () => Promise.resolve(yesWith(kept)));
  const told = await ledger.once(over, () => Promise.resolve(yesWith(`${kept}.`)));

  expect(told.answer.body).toBe(`${kept}.`);
  expect((await ledger.once(fits, never)).answer.body).toBe(kept);
  expect((await gatewayErrorOf(ledger.once(over, never))).code).toBe('result_erased');
});
