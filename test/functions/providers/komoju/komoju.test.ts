import { dayMs } from '../../../../functions/platform/clock.ts';
import { describe, expect, test } from '@jest/globals';
import { komoju } from '../../../../functions/providers/komoju/komoju.ts';
import { judgeAnswer } from '../../../../functions/providers/client/judge-answer.ts';

const judge = (status: number, code: string) =>
  judgeAnswer({ status, body: JSON.stringify({ error: { code } }) }, komoju, () => undefined);

// prettier-ignore
const refused: readonly (readonly [number, readonly string[]])[] = [
  [400, ['bad_request']],
  [402, ['request_failed']],
  [403, ['forbidden']],
  [404, ['not_found']],
  [422, ['unprocessable_entity', 'invalid_payment_type', 'invalid_token', 'invalid_currency', 'invalid_parameter',
         'missing_parameter', 'not_refundable', 'not_capturable', 'not_cancellable', 'not_chargebackable', 'fraudulent']],
  [502, ['insufficient_funds', 'used_number', 'card_declined', 'invalid_password', 'bad_verification_value',
         'exceeds_limit', 'card_expired', 'invalid_number', 'invalid_account', 'restricted_account', 'other_error',
         'invalid_user_key', 'other_invalid']],
];
const documented = refused.flatMap(([status, codes]) =>
  codes.map((code) => [status, code] as const),
);

/** KOMOJU's header needs no request. */
const noCalls = {
  origin: '',
  send: () => Promise.reject(new Error('Nothing is to be sent.')),
  wasUnauthorized: false,
};

describe('KOMOJU', () => {
  test.each(documented)('refuses with %d %s', (status, code) => {
    expect(judge(status, code)).toMatchObject({ kind: 'rejected', code });
  });

  test('refuses with no other code than the documents list', () => {
    expect([...komoju.rejectionCodes].sort()).toEqual(documented.map(([, code]) => code).sort());
  });

  test.each([
    [500, 'internal_server_error'],
    [502, 'bad_gateway'],
    [503, 'service_unavailable'],
    [504, 'gateway_timeout'],
    [423, 'locked'],
  ])('leaves the outcome open with %d %s', (status, code) => {
    expect(judge(status, code)).toMatchObject({ kind: 'unknown', why: 'unlisted', code });
  });

  test.each([
    ['{"error":{"code":"x","message":"m","param":null,"details":{}}}', 'x'],
    ['{"error":{"code":"x"}}', 'x'],
    ['{"error":{"code":"x","decline_details":{"a":1},"details":null}}', 'x'],
    ['{"error":{"code":5}}', undefined],
    ['{"error":{}}', undefined],
    ['{"error":"x"}', undefined],
    ['{"code":"x"}', undefined],
    ['[]', undefined],
    ['null', undefined],
  ])('says in %s the code %s', (body, code) => {
    expect(komoju.errorCode(JSON.parse(body))).toBe(code);
  });

  test('says no code where there is no body', () => {
    expect(komoju.errorCode(undefined)).toBeUndefined();
  });

  test('takes the key as a user without a password, however long it is', () => {
    const authorize = (secretKey: string) => komoju.authorize({ secretKey }, noCalls);

    expect(authorize('sk_test_1')).toBe('Basic c2tfdGVzdF8xOg==');
    expect(authorize('k'.repeat(200))).not.toMatch(/\s(?!\S+$)/);
  });

  test('has its own idempotency key, and its own shape of an error', () => {
    const error = { code: 'x', message: 'm', param: null, details: {} };

    expect(komoju.idempotency).toEqual({ header: 'X-KOMOJU-IDEMPOTENCY', keyLifeMs: dayMs });
    expect(komoju.errorBody(error, 422)).toEqual({ error });
  });

  test('is reached over TLS', () => {
    expect(komoju.origin).toBe('https://komoju.com');
  });
});
