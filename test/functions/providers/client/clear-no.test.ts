import { expect, test } from '@jest/globals';
import { coiney } from '../../../../functions/providers/coiney/coiney.ts';
import { komoju } from '../../../../functions/providers/komoju/komoju.ts';
import { judgeAnswer } from '../../../../functions/providers/client/judge-answer.ts';
import type { Outcome } from '../../../../functions/providers/outcome.ts';

/* An error whose code nobody has listed: its status decides, where the provider's own error is beside it. */

const judge = (status: number, body: string): Outcome =>
  judgeAnswer({ status, body }, komoju, () => undefined);
const bodyOf = (code: string): string => JSON.stringify({ error: { code } });

test.each([400, 402, 403, 404, 405, 406, 413, 415, 422])('%d is a clear no', (status) => {
  expect(judge(status, bodyOf('new_code'))).toEqual({
    kind: 'rejected',
    answer: { status, body: bodyOf('new_code') },
    code: 'new_code',
    isUnlisted: true,
  });
});

test.each([407, 408, 410, 412, 418, 423, 425, 428, 451, 500, 502, 503, 504])(
  '%d decides nothing',
  (status) => {
    expect(judge(status, bodyOf('new_code'))).toMatchObject({
      kind: 'unknown',
      why: 'unlisted',
      code: 'new_code',
    });
  },
);

test('409, 401 and 429 mean what they always do', () => {
  expect(judge(409, bodyOf('new_code'))).toMatchObject({ why: 'in_flight' });
  expect(judge(401, bodyOf('new_code'))).toMatchObject({ why: 'unauthorized' });
  expect(judge(429, bodyOf('new_code'))).toMatchObject({ why: 'throttled' });
});

test('a listed code is not counted as one that is missing in the list', () => {
  expect(judge(422, bodyOf('invalid_parameter'))).not.toHaveProperty('isUnlisted');
});

test.each(['', '<html>', '{}', '{"error":"no"}', '{"message":"Forbidden"}'])(
  'a 403 without the provider’s own error decides nothing: %j',
  (body) => {
    expect(judge(403, body)).toMatchObject({ kind: 'unknown', why: 'unlisted' });
  },
);

const judgeCoiney = (status: number, error: object): Outcome =>
  judgeAnswer({ status, body: JSON.stringify(error) }, coiney, () => undefined);

test.each([
  ['its code', { type: 'invalid_request_error', code: 'new_code' }, 'new_code'],
  ['its type, whatever the code', { type: 'card_error', code: 'new_code' }, 'card_error'],
])('at Coiney, whose errors have types, 400 is a clear no by %s', (_, error, code) => {
  expect(judgeCoiney(400, error)).toMatchObject({ kind: 'rejected', code, isUnlisted: true });
});

test.each([
  ['503 with its own error', 503, { type: 'api_error' }],
  ['400 without a type', 400, { code: 'new_code' }],
  ['400 with a type that is no text', 400, { type: 7, code: 'new_code' }],
  ['403 with a proxy’s error, which has a type too', 403, { type: 'about:blank', status: 403 }],
])('at Coiney %s decides nothing', (_, status, error) => {
  expect(judgeCoiney(status, error)).toMatchObject({ kind: 'unknown', why: 'unlisted' });
});
