import { describe, expect, test } from '@jest/globals';
import {
  GatewayError,
  gatewayErrors,
  type GatewayErrorCode,
} from '../../../functions/platform/gateway-error.ts';

const codes = Object.keys(gatewayErrors) as GatewayErrorCode[];

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

  test('advises a new key only where nothing can come of the old one', () => {
    const advised = codes.filter((code) => gatewayErrors[code].retry === 'new_key');

    expect(advised).toEqual(['idempotency_key_reused', 'operation_closed']);
  });

  test('sends nobody back to the provider for an answer that is not kept', () => {
    expect(gatewayErrors.result_erased.title).toMatch(
      /Do not send it again.*GET \/gateway\/v1\/operations/,
    );
  });

  test('advises the same key wherever an attempt may be open', () => {
    const advised = codes.filter((code) => gatewayErrors[code].retry === 'same_key');

    expect(advised).toEqual([
      'not_attempted',
      'operation_in_progress',
      'outcome_unknown',
      'internal_error',
    ]);
  });
});
