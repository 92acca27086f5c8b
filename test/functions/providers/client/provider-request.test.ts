import { describe, expect, test } from '@jest/globals';
import { toProviderRequest } from '../../../../functions/providers/client/provider-request.ts';

const origin = 'https://komoju.test';
const request = { method: 'POST', path: '/api/v1/payments', query: [], headers: {} };
const none = { encoding: 'none', value: {} } as const;

describe('a request to the provider', () => {
  test('without a body has no content type', () => {
    expect(toProviderRequest(origin, request, none)).toEqual({
      method: 'POST',
      url: 'https://komoju.test/api/v1/payments',
      headers: { accept: 'application/json' },
      body: undefined,
    });
  });

  test('carries the caller’s encoding, members in one order', () => {
    const value = { b: '2', a: { d: '4', c: '3' } };

    const json = toProviderRequest(origin, request, { encoding: 'json', value });
    const form = toProviderRequest(origin, request, { encoding: 'form', value });

    expect(json).toMatchObject({
      headers: { 'content-type': 'application/json' },
      body: '{"a":{"c":"3","d":"4"},"b":"2"}',
    });
    expect(form).toMatchObject({
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'a%5Bc%5D=3&a%5Bd%5D=4&b=2',
    });
  });

  test('carries the query in its order, encoded, repeated names too', () => {
    const query = [
      ['status', 'a,b'],
      ['x[]', '1 2'],
      ['x[]', '&é'],
    ] as const;

    const { url } = toProviderRequest(origin, { ...request, query }, none);

    expect(url).toBe(
      'https://komoju.test/api/v1/payments?status=a%2Cb&x%5B%5D=1+2&x%5B%5D=%26%C3%A9',
    );
  });

  test('carries the headers that were picked, and never another content type', () => {
    const headers = { 'komoju-via': 'woo', 'content-type': 'text/xml', accept: 'text/xml' };

    const written = toProviderRequest(
      origin,
      { ...request, headers },
      { encoding: 'json', value: { a: 1 } },
    );

    expect(written.headers).toEqual({
      'komoju-via': 'woo',
      'content-type': 'application/json',
      accept: 'text/xml',
    });
  });
});
