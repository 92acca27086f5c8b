import { describe, expect, test } from '@jest/globals';
import { callerContext, mayCall, readCaller } from '../../../functions/http/caller.ts';
import { gatewayErrorFrom } from '../../support/gateway-errors.ts';

describe('a scope', () => {
  // prettier-ignore
  test.each([
    ['*',                     'komoju.payment.create',   true],
    ['*',                     'gateway.health',          true],
    ['komoju.*',              'komoju.payment.create',   true],
    ['komoju.*',              'komojux.payment.create',  false],
    ['komoju.payment.*',      'komoju.payment.create',   true],
    ['komoju.payment.*',      'komoju.payments',         false],
    ['komoju.payment.*',      'komoju.payments.create',  false],
    ['komoju.payment.*',      'komoju.payment',          false],
    ['komoju.payment.*',      'komoju.customer.create',  false],
    ['komoju.payment.create', 'komoju.payment.create',   true],
    ['komoju.payment.create', 'komoju.payment.create-x', false],
    ['komoju.payment',        'komoju.payment.create',   false],
    ['komoju.payment*',       'komoju.payment.create',   false],
    ['komoju*',               'komoju.payment.create',   false],
    ['*.create',              'komoju.payment.create',   false],
    ['.*',                    'komoju.payment.create',   false],
    ['',                      'komoju.payment.create',   false],
    ['KOMOJU.*',              'komoju.payment.create',   false],
  ])('%j lets a caller call %s: %s', (scope, operation, may) => {
    expect(mayCall([scope], operation)).toBe(may);
  });

  test('is enough if it is one of several, and none is not', () => {
    const scopes = ['komoju.payment.show', 'komoju.payment.refund'];

    expect(mayCall(scopes, 'komoju.payment.refund')).toBe(true);
    expect(mayCall(scopes, 'komoju.payment.create')).toBe(false);
    expect(mayCall([], 'komoju.payment.create')).toBe(false);
  });
});

describe('a caller', () => {
  const storefront = { id: 'storefront', scopes: ['komoju.payment.*', 'gateway.health'] };

  test.each([true, false])('passes the authorizer’s context unchanged: mustSendKey %s', (must) => {
    const caller = { ...storefront, mustSendKey: must };

    expect(readCaller(callerContext(caller), 'komoju.payment.create')).toEqual(caller);
  });

  test('hands over nothing but text, which is all that API Gateway takes', () => {
    const context = callerContext({ ...storefront, mustSendKey: true });

    expect(context).toEqual({
      callerId: 'storefront',
      scopes: 'komoju.payment.* gateway.health',
      mustSendKey: 'true',
    });
  });

  test.each(['true', '', 'FALSE', '0'])(
    'must send a key unless told otherwise: %j',
    (mustSendKey) => {
      const context = { callerId: 'c', scopes: '*', mustSendKey };

      expect(readCaller(context, 'komoju.payment.create').mustSendKey).toBe(true);
    },
  );

  test.each(['', 'komoju.payment.show', 'komoju.customer.*'])(
    'without the scope is refused: %j',
    (scopes) => {
      const context = { callerId: 'c', scopes, mustSendKey: 'true' };

      expect(gatewayErrorFrom(() => readCaller(context, 'komoju.payment.create')).code).toBe(
        'not_allowed',
      );
    },
  );

  test.each([
    undefined,
    null,
    {},
    { callerId: 'c' },
    { callerId: 1, scopes: '*', mustSendKey: 'x' },
  ])('that no authorizer named is a defect, not a caller: %j', (context) => {
    expect(() => readCaller(context, 'komoju.payment.create')).toThrow(/invalid_type/);
  });
});
