import { describe, expect, test } from '@jest/globals';
import {
  isOfProvider,
  fileOf,
  operationIds,
  providerNames,
  providerOf,
  routeOf,
  rowOf,
} from '../../functions/operations.ts';

describe('the file of an operation', () => {
  test.each([
    ['komoju.payment.create', 'komoju/payment/create'],
    ['komoju.payment.refund-request', 'komoju/payment/refund-request'],
    ['gateway.health', 'gateway/health'],
  ])('%s is %s', (id, file) => {
    expect(fileOf(id)).toBe(file);
  });
});

describe('the route of an operation', () => {
  test('is what its row says, taken apart', () => {
    expect(routeOf('komoju.payment.capture')).toEqual({
      method: 'POST',
      path: '/komoju/api/v1/payments/{paymentId}/capture',
    });
  });

  test('is absent for a function that no caller can reach', () => {
    expect(routeOf('gateway.authorize')).toBeUndefined();
  });
});

describe('the provider of an operation', () => {
  test.each([
    ['komoju.payment.create', 'komoju'],
    ['komoju.payment.show', 'komoju'],
    ['gateway.health', undefined],
    ['gateway.authorize', undefined],
  ] as const)('%s is %s', (id, provider) => {
    expect(providerOf(id)).toBe(provider);
  });

  test('is listed once', () => {
    expect(providerNames).toEqual(['komoju', 'coiney']);
  });
});

describe('a row', () => {
  const once = operationIds.filter((id) => rowOf(id).effect === 'mutation');

  test.each(once)('that acts says when it may be sent again: %s', (id) => {
    const isPost = rowOf(id).route?.startsWith('POST ') === true;

    // KOMOJU's key is for POST alone, and Coiney has none.
    const ofPost = providerOf(id) === 'komoju' ? 'provider-key' : 'search-first';
    expect(rowOf(id).resend).toBe(isPost ? ofPost : 'five-minutes');
    expect(rowOf(id).lookup).toMatch(/^(exact|status|gone|harmless|none)$/);
  });

  test.each(operationIds.filter((id) => !once.includes(id)))(
    'that only reads does not: %s',
    (id) => {
      expect(rowOf(id).resend).toBeUndefined();
    },
  );

  test('has a route of its own', () => {
    const routes = operationIds.flatMap((id) => rowOf(id).route ?? []);

    expect(new Set(routes).size).toBe(routes.length);
  });

  test.each(operationIds.filter(isOfProvider))(
    'has its route below its provider’s name: %s',
    (id) => {
      expect(routeOf(id)?.path).toMatch(new RegExp(`^/${providerOf(id) ?? ''}/api/v1/`));
    },
  );
});
