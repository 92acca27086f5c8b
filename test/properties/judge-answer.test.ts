import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { komoju } from '../../functions/providers/komoju/komoju.ts';
import { judgeAnswer } from '../../functions/providers/client/judge-answer.ts';
import type { Outcome, ProviderObject } from '../../functions/providers/outcome.ts';

const status = fc.integer({ min: 100, max: 599 });
const known = fc.constantFrom(...komoju.rejectionCodes);
const code = fc.oneof(known, fc.string(), fc.constantFrom('internal_server_error', 'bad_gateway'));
const bodyOf = (each: string): string => JSON.stringify({ error: { code: each } });
const body = fc.oneof(
  fc.string(),
  fc.json(),
  code.map(bodyOf),
  fc.constant('{"id":"pay","status":"captured"}'),
);

const parseAll = (): ProviderObject => ({ id: 'pay' });
const parseNone = (): undefined => undefined;
const judge = (
  answer: { status: number; body: string },
  parse = parseAll as () => ProviderObject | undefined,
) => judgeAnswer(answer, komoju, parse);

const isSuccess = (each: number): boolean => each >= 200 && each < 300;

test('only an answer of success is ever a yes', () => {
  fc.assert(
    fc.property(status, body, (each, text) => {
      expect(judge({ status: each, body: text }).kind === 'done').toBe(isSuccess(each));
    }),
    { numRuns: 1_000 },
  );
});

test('an answer that does not parse what was expected is never a yes', () => {
  fc.assert(
    fc.property(status, body, (each, text) => {
      expect(judge({ status: each, body: text }, parseNone).kind).not.toBe('done');
    }),
  );
});

test('nothing is ever a no below 400, nor 401, 409 and 429', () => {
  const open = fc.oneof(fc.integer({ min: 100, max: 399 }), fc.constantFrom(401, 409, 429));

  fc.assert(
    fc.property(open, fc.oneof(body, known.map(bodyOf)), (each, text) => {
      expect(judge({ status: each, body: text }, parseNone).kind).not.toBe('rejected');
    }),
    { numRuns: 500 },
  );
});

test('a known code is a no for every other status, passed on as it came', () => {
  const closed = fc
    .integer({ min: 400, max: 599 })
    .filter((each) => ![401, 409, 429].includes(each));

  fc.assert(
    fc.property(closed, known, (each, word) => {
      const answer = { status: each, body: bodyOf(word) };

      expect(judge(answer)).toEqual({ kind: 'rejected', answer, code: word });
    }),
    { numRuns: 500 },
  );
});

test('an unknown code leaves the outcome open, but with a status that is a clear no', () => {
  const other = fc.string().filter((each) => !komoju.rejectionCodes.has(each));
  const isClear = (each: number): boolean =>
    [400, 402, 403, 404, 405, 406, 413, 415, 422].includes(each);
  const closed = fc.integer({ min: 400, max: 599 }).filter((each) => ![401, 429].includes(each));

  fc.assert(
    fc.property(closed, other, (each, word) => {
      const expected = isClear(each) ? 'rejected' : 'unknown';

      expect(judge({ status: each, body: bodyOf(word) }).kind).toBe(expected);
    }),
  );
});

test('nothing was attempted only where the answer is about our key or our rate', () => {
  fc.assert(
    fc.property(status, body, (each, text) => {
      const outcome: Outcome = judge({ status: each, body: text }, parseNone);

      expect(outcome.kind === 'not_attempted').toBe([401, 429].includes(each));
    }),
    { numRuns: 1_000 },
  );
});
