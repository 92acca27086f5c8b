import { describe, expect, test } from '@jest/globals';
import {
  beginReads,
  newProviderReads,
  unhurriedPerSecond,
} from '../../../functions/recovery/reads.ts';
import type { Outcome } from '../../../functions/providers/outcome.ts';

const never = new AbortController().signal;
const answer = { status: 200, body: '{}' };
const yes: Outcome = { kind: 'done', answer, object: {} };
const no: Outcome = { kind: 'rejected', answer: { ...answer, status: 404 }, code: 'not_found' };
const silent: Outcome = { kind: 'unknown', why: 'no_answer' };
const down: Outcome = { kind: 'unknown', why: 'unlisted', answer: { ...answer, status: 503 } };
const apart: Outcome = { kind: 'not_attempted', why: 'not_connected' };
const unknownKey: Outcome = { kind: 'not_attempted', why: 'unauthorized' };
const garbled: Outcome = { kind: 'unknown', why: 'garbled' };
const throttled: Outcome = { kind: 'not_attempted', why: 'throttled' };

const operations = Array.from({ length: 100 }, (_, index) => index);

describe('a provider that does not answer', () => {
  test.each<[string, Outcome]>([
    ['says nothing', silent],
    ['fails', down],
    ['cannot be reached', apart],
    ['does not know our key', unknownKey],
  ])('is asked no more after three times where it %s', (_, outcome) => {
    const { gate, until, taken, unanswered } = beginReads(newProviderReads(), never);

    for (const each of [outcome, outcome]) expect(gate.isToBeRepeated(each)).toBe(false);
    expect([unanswered(), until.aborted]).toEqual([2, false]);
    gate.isToBeRepeated(outcome);
    expect([unanswered(), until.aborted]).toEqual([3, true]);
    expect(taken(operations)).toEqual([]);
  });

  test.each<[string, Outcome]>([
    ['yes', yes],
    ['no', no],
    ['something that is not understood', garbled],
  ])('answers, if it says %s', (_, outcome) => {
    const { gate, until, taken, unanswered } = beginReads(newProviderReads(), never);
    for (const each of [silent, silent, outcome, silent, silent]) gate.isToBeRepeated(each);

    expect(gate.isToBeRepeated(outcome)).toBe(false);
    expect([unanswered(), until.aborted]).toEqual([4, false]);
    expect(taken(operations)).toEqual(operations);
  });

  test('is asked about a few in the next run, each of them once, and then about all', () => {
    const known = newProviderReads();
    const first = beginReads(known, never);
    for (const each of [silent, silent, silent]) first.gate.isToBeRepeated(each);
    const { gate, until, taken, isTrial, isOver } = beginReads(known, never);

    expect(taken(operations)).toEqual(operations.slice(0, 8));
    gate.isToBeRepeated(silent);
    expect([isTrial, until.aborted, isOver()]).toEqual([true, false, true]);
    expect(taken(operations)).toEqual([]);
    gate.isToBeRepeated(yes);
    expect(taken(operations)).toEqual(operations);
  });
});

describe('the rate of reads', () => {
  test('is half where the provider throttles, and grows again', () => {
    const known = newProviderReads();
    const most = known.perSecond;
    const { gate, until } = beginReads(known, never);

    expect([gate.isToBeRepeated(throttled), known.perSecond]).toEqual([true, most / 2]);
    gate.isToBeRepeated(yes);
    expect(known.perSecond).toBeGreaterThan(most / 2);
    for (let reads = 0; reads < 10_000; reads += 1) gate.isToBeRepeated(yes);
    expect(known.perSecond).toBeCloseTo(most, 0);
    expect(until.aborted).toBe(false);
  });

  test('is half once where many that were under way are throttled', () => {
    const known = newProviderReads();
    const most = known.perSecond;
    const { gate } = beginReads(known, never);
    for (let reads = 0; reads < 16; reads += 1) gate.isToBeRepeated(throttled);

    expect(known.perSecond).toBe(most / 2);
  });

  test('is one a second at least', () => {
    const known = { failures: 0, perSecond: 1.5 };
    beginReads(known, never).gate.isToBeRepeated(throttled);

    expect(known.perSecond).toBe(1);
  });

  test('is no more than a run may have', () => {
    const known = newProviderReads();
    const { gate } = beginReads(known, never, unhurriedPerSecond);
    expect(known.perSecond).toBe(unhurriedPerSecond);
    for (let reads = 0; reads < 1_000; reads += 1) gate.isToBeRepeated(yes);

    expect(known.perSecond).toBeCloseTo(unhurriedPerSecond, 0);
  });

  test('does not hold back what comes after the end of the run', async () => {
    const end = new AbortController();
    const { gate } = beginReads({ failures: 0, perSecond: 1e-9 }, end.signal);
    await gate.turn();
    end.abort();

    await gate.turn();
    expect(gate.isToBeRepeated(throttled)).toBe(false);
  });

  test('is one turn after the other', async () => {
    const { gate } = beginReads({ failures: 0, perSecond: 100 }, never);
    const startedAt = Date.now();
    for (let turns = 0; turns < 4; turns += 1) await gate.turn();

    // Never sooner; how much later is the machine's affair.
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(29);
  });
});
