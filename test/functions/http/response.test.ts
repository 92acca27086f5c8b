import { describe, expect, test } from '@jest/globals';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import {
  GatewayError,
  gatewayErrors,
  type GatewayErrorCode,
} from '../../../functions/platform/gateway-error.ts';
import { adviceAfter, errorAnswer, toResult } from '../../../functions/http/response.ts';

// prettier-ignore
const statuses: readonly (readonly [GatewayErrorCode, number, string])[] = [
  ['unauthorized',             401, 'fix_request'],
  ['not_found',                404, 'fix_request'],
  ['not_allowed',              403, 'fix_request'],
  ['idempotency_key_invalid',  400, 'fix_request'],
  ['idempotency_key_required', 400, 'fix_request'],
  ['card_data_not_accepted',   422, 'fix_request'],
  ['missing_parameter',        422, 'fix_request'],
  ['invalid_parameter',        422, 'fix_request'],
  ['not_attempted',            503, 'same_request'],
  ['idempotency_key_reused',   422, 'same_request'],
  ['operation_in_progress',    409, 'same_request'],
  ['outcome_unknown',          409, 'same_request'],
  ['operation_closed',         409, 'new_request_allowed'],
  ['result_erased',            410, 'do_not_repeat'],
  ['internal_error',           500, 'same_request'],
];

describe('an error becomes an answer', () => {
  test.each(statuses)('in KOMOJU’s shape: %s is %d, retry %s', (code, status, retry) => {
    const answer = errorAnswer(new GatewayError(code), komoju);

    expect(answer).toMatchObject({ status, contentType: 'application/json; charset=utf-8' });
    expect(JSON.parse(answer.body)).toEqual({
      error: { code, message: gatewayErrors[code].title, param: null, details: { retry } },
    });
  });

  test('for every code that there is', () => {
    expect(statuses.map(([code]) => code)).toEqual(Object.keys(gatewayErrors));
  });

  test.each([
    ['payment_details.number', 'payment_details.number'],
    ['', null],
  ])('with the parameter %j told as %j', (param, result) => {
    const { body } = errorAnswer(
      new GatewayError('invalid_parameter', { param, message: 'No.' }),
      komoju,
    );

    expect(JSON.parse(body)).toMatchObject({ error: { message: 'No.', param: result } });
  });

  const masked = (text: string): string =>
    text
      .replace('4111111111111111', '411111••••••1111')
      .replace(/4111(.)1111.1111.1111/, '4111$111••$1••••$11111');

  test.each([
    ['4111111111111111', '4111111111111111 is given twice.'],
    ['metadata.4111 1111 1111 1111', 'No.'],
    ['list.0.4111111111111111', 'No.'],
    ['4111.1111.1111.1111', 'No.'],
    ['amount', '4111111111111111 is no amount.'],
  ])('with a card number masked that is in %s, or in: %s', (param, message) => {
    const { body } = errorAnswer(new GatewayError('invalid_parameter', { param, message }), komoju);

    expect(JSON.parse(body)).toMatchObject({
      error: { message: masked(message), param: masked(param) },
    });
  });

  test('with the object that was made, where its answer is not kept', () => {
    const { body } = errorAnswer(new GatewayError('result_erased', { object: 'pay1' }), komoju);

    expect(JSON.parse(body)).toMatchObject({
      error: { details: { retry: 'do_not_repeat', object: 'pay1' } },
    });
  });

  test('without what is for the log alone', () => {
    const detail = { why: 'secret_unavailable', cause: new Error('sk_live_x'), retryAfterS: 2 };

    const { body } = errorAnswer(new GatewayError('not_attempted', detail), komoju);

    expect(body).not.toMatch(/secret_unavailable|sk_live/);
  });

  test('with the status that the provider’s shape wants, where it wants another', () => {
    const provider = {
      ...komoju,
      statusOf: (code: GatewayErrorCode) => (code === 'invalid_parameter' ? 400 : undefined),
    };

    expect(errorAnswer(new GatewayError('invalid_parameter'), provider).status).toBe(400);
    expect(errorAnswer(new GatewayError('not_attempted'), provider).status).toBe(503);
  });
});

describe('an answer of the provider that decided an operation', () => {
  test.each([
    [200, 'do_not_repeat'],
    [201, 'do_not_repeat'],
    [204, 'do_not_repeat'],
    [400, 'new_request_allowed'],
    [422, 'new_request_allowed'],
    [502, 'new_request_allowed'],
  ])('%d advises %s', (status, advice) => {
    expect(adviceAfter({ status })).toBe(advice);
  });
});

describe('an answer goes to API Gateway', () => {
  test('with its content type beside the other headers', () => {
    const answer = { status: 502, contentType: 'text/plain', body: 'né' };

    expect(toResult(answer, { 'X-Request-Id': 'r' })).toEqual({
      statusCode: 502,
      headers: { 'X-Request-Id': 'r', 'Content-Type': 'text/plain' },
      body: 'né',
    });
  });

  test('without a content type where the provider sent none', () => {
    expect(toResult({ status: 200, body: 'x' }, {})).toEqual({
      statusCode: 200,
      headers: {},
      body: 'x',
    });
  });

  test.each([undefined, 'application/json'])(
    'as plain text where it is empty: %j',
    (contentType) => {
      expect(toResult({ status: 204, contentType, body: '' }, {})).toEqual({
        statusCode: 204,
        headers: { 'Content-Type': 'text/plain' },
        body: '',
      });
    },
  );
});
