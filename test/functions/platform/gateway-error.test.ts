import { describe, expect, test } from '@jest/globals';
import {
  GatewayError,
  gatewayErrors,
  type GatewayErrorCode,
  type RetryAdvice,
} from '../../../functions/platform/gateway-error.ts';

const codes = Object.keys(gatewayErrors) as GatewayErrorCode[];

const advised = (word: RetryAdvice): readonly GatewayErrorCode[] =>
  codes.filter((code) => gatewayErrors[code].retry === word);

describe('an error', () => {
  test.each(codes)('tells its title: %s', (code) => {
    const error = new GatewayError(code);

    expect(error.message).toBe(gatewayErrors[code].title);
    expect(error.message).toMatch(/\.$/);
    expect(error.name).toBe('GatewayError');
    expect(error.detail).toEqual({});
  });

  test('tells more where more can be said, and keeps its cause', () => {
    const cause = new Error('reset');

    const error = new GatewayError('not_attempted', { message: 'Not now.', cause });

    expect(error.message).toBe('Not now.');
    expect(error.cause).toBe(cause);
  });

  test('allows a new request only where nothing was executed and nothing will be', () => {
    expect(advised('new_request_allowed')).toEqual(['operation_closed']);
  });

  test('sends nobody back to the provider for an answer that is not kept', () => {
    expect(gatewayErrors.result_erased.title).toMatch(
      /Do not send it again.*GET \/gateway\/v1\/operations/,
    );
  });

  test('advises the same request wherever an attempt may be open, also under a key of another request', () => {
    expect(advised('same_request')).toEqual([
      'not_attempted',
      'idempotency_key_reused',
      'operation_in_progress',
      'outcome_unknown',
      'internal_error',
    ]);
  });

  test('advises to repair what was refused before anything was claimed', () => {
    expect(advised('fix_request')).toEqual([
      'unauthorized',
      'not_found',
      'not_allowed',
      'idempotency_key_invalid',
      'idempotency_key_required',
      'card_data_not_accepted',
      'missing_parameter',
      'invalid_parameter',
    ]);
  });

  test('sends nobody to a new key by its words, except where one is allowed', () => {
    const offers = codes.filter((code) => /new (key|one|request)/.test(gatewayErrors[code].title));

    expect(offers).toEqual(['idempotency_key_reused', 'outcome_unknown', 'operation_closed']);
    expect(gatewayErrors.idempotency_key_reused.title).toMatch(/Do not .* under a new key/);
    expect(gatewayErrors.outcome_unknown.title).toMatch(/never with a new one/);
  });
});
