import { describe, expect, test } from '@jest/globals';
import { emptyPlaces, readProviderSecret } from '../../../functions/providers/provider-secret.ts';

describe('a provider’s secret', () => {
  test('is read with its label, the key without blanks around it', () => {
    const text = '{"account":"main","secretKey":" sk_test_1\\n","webhookSecret":"x"}';

    expect(readProviderSecret(text)).toMatchObject({
      account: 'main',
      values: { secretKey: 'sk_test_1' },
    });
  });

  test.each([
    '{"account":"main","secretKey":""}',
    '{"account":"main","secretKey":"  "}',
    '{"account":"main"}',
  ])('may still have an empty place: %s', (text) => {
    const places = { secretPlaces: ['secretKey'] };

    expect(emptyPlaces(places, readProviderSecret(text))).toEqual(['secretKey']);
  });

  test('may have several places, and names those that are empty', () => {
    const places = { secretPlaces: ['clientId', 'clientSecret'] };
    const text = '{"account":"main","clientId":"c","clientSecret":""}';

    expect(emptyPlaces(places, readProviderSecret(text))).toEqual(['clientSecret']);
  });

  test.each([
    '',
    'sk_test_1',
    'null',
    '{}',
    '{"account":"","secretKey":"x"}',
    '{"account":"main","secretKey":1}',
  ])('fails where it is not one: %j', (text) => {
    expect(() => readProviderSecret(text)).toThrow();
  });
});
