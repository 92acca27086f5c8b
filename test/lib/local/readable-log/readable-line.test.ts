import { describe, expect, test } from '@jest/globals';
import { coloured, plain } from '../../../../lib/local/readable-log/paint.ts';
import { readableLine } from '../../../../lib/local/readable-log/readable-line.ts';
import { operationIds } from '../../../../functions/operations.ts';

const time = '2026-11-28T12:03:04.000Z';
const clock = new Date(time).toTimeString().slice(0, 8);

const read = (line: object): string | undefined =>
  readableLine(JSON.stringify({ time, requestId: 'r', ...line }), plain);

/** Columns are as wide as the longest operation; what matters here is what stands in them. */
const words = (line: object): string | undefined => read(line)?.replaceAll(/ {2,}/g, ' | ');

const create = {
  operation: 'komoju.payment.create',
  provider: 'komoju',
  caller: 'storefront',
  operationId: 'op_1',
  outcome: 'done',
  status: 200,
  providerMs: 120,
  totalMs: 214,
  cold: false,
};

describe('a request', () => {
  test('is one line: when, what, how it ended, how long it took, and who asked', () => {
    expect(words(create)).toBe(
      `${clock} | komoju.payment.create | 200 done | 214 ms (komoju 120 ms) | storefront | op_1`,
    );
  });

  test('has its answer in the same column, whatever its operation', () => {
    const served = operationIds.filter((id) => id !== 'gateway.authorize');
    const columns = served.map((operation) => read({ ...create, operation })?.indexOf('200'));

    expect(new Set(columns).size).toBe(1);
  });

  test.each([
    [
      { outcome: 'rejected', providerCode: 'card_declined', status: 502 },
      '502 rejected card_declined',
    ],
    [{ outcome: 'replayed', providerMs: undefined }, '200 replayed | 214 ms | storefront'],
    [
      { outcome: 'outcome_unknown', status: 409, why: 'no_answer' },
      '409 outcome_unknown (no_answer)',
    ],
    [{ totalMs: 12_400 }, '12 s (komoju 120 ms)'],
    [{ cold: true }, 'op_1 | cold'],
    [{ object: 'pay_1' }, 'pay_1 | op_1'],
    [{ finding: 'order_paid_twice' }, 'storefront | finding: order paid twice | op_1'],
    [
      { finding: 'contradiction', why: 'amount' },
      '200 done | 214 ms (komoju 120 ms) | storefront | finding: contradiction (amount)',
    ],
  ])('with %j says: %s', (members, expected) => {
    expect(words({ ...create, ...members })).toContain(expected);
  });

  test('that met a defect has the stack below', () => {
    const error = 'TypeError: x is not a function\n    at f (a.ts:1:1)';

    expect(read({ ...create, outcome: 'internal_error', status: 500, error })).toMatch(
      /500 internal_error .*op_1\nTypeError: x is not a function\n {4}at f \(a\.ts:1:1\)$/,
    );
  });

  test('says nothing of metrics, nor of anything else that it does not know', () => {
    expect(words({ ...create, requests: 1, _aws: { Timestamp: 1 } })).toBe(words(create));
  });
});

describe('the authorizer', () => {
  const asked = { operation: 'gateway.authorize' };

  test('says nothing of a caller that may pass', () => {
    expect(read({ ...asked, outcome: 'done', caller: 'storefront' })).toBeUndefined();
  });

  test.each([
    [{ outcome: 'unauthorized' }, 'gateway.authorize | unauthorized'],
    [
      { outcome: 'not_attempted', why: 'secret_unavailable' },
      'gateway.authorize | not_attempted (secret_unavailable)',
    ],
  ])('says why nobody passes: %j', (line, expected) => {
    expect(words({ ...asked, ...line })).toBe(`${clock} | ${expected}`);
  });
});

describe('a scheduled function', () => {
  const run = {
    operation: 'gateway.recover',
    open: 0,
    oldestMs: 0,
    due: 0,
    recovered: 0,
    findings: 0,
    runMs: 35,
  };

  test('says nothing where it had nothing to do, though operations may be open', () => {
    expect(read(run)).toBeUndefined();
    expect(read({ ...run, open: 2, oldestMs: 70_000 })).toBeUndefined();
  });

  test('says what it did, without what is zero', () => {
    expect(words({ ...run, open: 2, oldestMs: 70_000, due: 2, recovered: 1 })).toBe(
      `${clock} | gateway.recover | open 2, oldest 70 s, due 2, recovered 1 | 35 ms`,
    );
  });

  test('says each finding in words, with what it is about', () => {
    expect(
      words({ operation: 'gateway.reconcile', finding: 'object_without_record', object: 'pay_1' }),
    ).toBe(`${clock} | gateway.reconcile | finding: object without record | pay_1`);
  });

  test('says which operation it completed, as something good', () => {
    const line = { operation: 'gateway.recover', operationId: 'op_1', outcome: 'recovered' };

    expect(words(line)).toBe(`${clock} | gateway.recover | recovered | op_1`);
    const shown = readableLine(JSON.stringify({ time, requestId: 'r', ...line }), coloured);
    expect(shown).toContain(coloured('green', 'recovered'));
  });
});

describe('what no function of the gateway wrote', () => {
  test.each(['    at f (a.ts:1:1)', '', '{"level":', '{"text":"other JSON"}', '42', 'null'])(
    'stays as it is: %j',
    (text) => {
      expect(readableLine(text, plain)).toBe(text);
    },
  );

  test('is a sentence where the host says that a function gave no answer', () => {
    const failed = {
      level: 'ERROR',
      operation: 'komoju.payment.create',
      why: 'died',
      errorType: 'E',
    };

    const text = readableLine(
      JSON.stringify({ ...failed, errorMessage: 'It ended.', stack: 'E: It ended.\n    at f' }),
      plain,
    );

    expect(text).toMatch(
      /^ +komoju\.payment\.create +no answer \(died\): It ended\.\nE: It ended\.\n {4}at f$/,
    );
  });
});

test.each([
  ['green', { status: 200 }, '\u001b[32m200'],
  ['yellow', { status: 404, outcome: 'rejected' }, '\u001b[33m404'],
  [
    'yellow, as a decline is nothing that failed here',
    { status: 502, outcome: 'rejected' },
    '\u001b[33m502',
  ],
  ['red', { status: 500, outcome: 'internal_error' }, '\u001b[31m500'],
])('on a terminal an answer is %s: %j', (_, members, expected) => {
  const text = readableLine(JSON.stringify({ time, ...create, ...members }), coloured);

  expect(text).toContain(expected);
});

test('on a terminal a key that is unknown is yellow', () => {
  const line = { time, operation: 'gateway.authorize', outcome: 'unauthorized' };

  expect(readableLine(JSON.stringify(line), coloured)).toContain('\u001b[33m    unauthorized');
});
