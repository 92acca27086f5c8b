import { describe, expect, test } from '@jest/globals';
import { figuresOf, type AnsweredLine } from '../../../functions/http/figures.ts';
import type { OperationId } from '../../../functions/operations.ts';

/** The names that a line counts. */
function counted(operation: OperationId, line: Partial<AnsweredLine>): string[] {
  const figures = figuresOf({ time: '', requestId: '', operation, ...line });
  const seen = Object.entries(figures).filter(([, value]) => value !== undefined);
  return seen.map(([name]) => name).filter((name) => name !== 'requests');
}

// prettier-ignore
describe('a mutation counts', () => {
  test.each<[string, Partial<AnsweredLine>, string[]]>([
    ['what the provider did',          { outcome: 'done' },                                                ['done']],
    ['its no, also for the caller',    { outcome: 'rejected' },                                            ['rejected', 'declined']],
    ['what nobody knows',              { outcome: 'outcome_unknown', why: 'no_answer: Error ECONNRESET' }, ['unknown']],
    ['what the record answered',       { outcome: 'replayed' },                                            ['replayed']],
    ['a key of another request',       { outcome: 'idempotency_key_reused' },                              ['conflicts']],
    ['a request that still runs',      { outcome: 'operation_in_progress' },                               ['conflicts']],
    ['what was not sent',              { outcome: 'not_attempted', why: 'not_connected: Error' },          ['notAttempted']],
    ['a secret that cannot be had',    { outcome: 'not_attempted', why: 'secret_unavailable: Error X' },   ['notAttempted', 'secretMissing']],
    ['a secret that is empty',         { outcome: 'not_attempted', why: 'secret_empty' },                  ['notAttempted', 'secretMissing']],
    ['a secret of the other mode',     { outcome: 'not_attempted', why: 'secret_other_mode' },             ['notAttempted', 'secretMissing']],
    ['a key that the provider refuses', { outcome: 'not_attempted', why: 'unauthorized' },                 ['notAttempted', 'keyRefused']],
    ['nothing of a request that is wrong', { outcome: 'invalid_parameter' },                               []],
  ])('%s', (_case, line, names) => {
    expect(counted('komoju.payment.create', line)).toEqual(names);
  });
});

test('a read’s no is not held against its caller', () => {
  expect(counted('komoju.payment.show', { outcome: 'rejected' })).toEqual(['rejected']);
});

// prettier-ignore
describe('a webhook counts', () => {
  test.each<[string, Partial<AnsweredLine>, string[]]>([
    ['what is applied',       { outcome: 'applied' },                              ['webhooks']],
    ['what was known',        { outcome: 'duplicate' },                            ['webhooks', 'duplicates']],
    ['what is kept',          { outcome: 'not_attempted', why: 'not_applied' },    ['notAttempted', 'webhooks', 'postponed']],
    ['no forged one',         { outcome: 'unauthorized' },                         []],
  ])('%s', (_case, line, names) => {
    expect(counted('komoju.webhook', line)).toEqual(names);
  });
});
