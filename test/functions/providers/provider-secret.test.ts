import { describe, expect, test } from '@jest/globals';
import { coiney } from '../../../functions/providers/coiney/coiney.ts';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import {
  emptyPlaces,
  isOfOtherMode,
  readProviderSecret,
} from '../../../functions/providers/provider-secret.ts';

const read = readProviderSecret(komoju, 'test');

describe('a provider’s secret', () => {
  test('is read with its label, the key without blanks around it', () => {
    const text = '{"account":"main","secretKey":" sk_test_1\\n","webhookSecret":"x"}';

    expect(read(text)).toMatchObject({
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

    expect(emptyPlaces(places, read(text))).toEqual(['secretKey']);
  });

  test('may have several places, and names those that are empty', () => {
    const places = { secretPlaces: ['clientId', 'clientSecret'] };
    const text = '{"account":"main","clientId":"c","clientSecret":""}';

    expect(emptyPlaces(places, read(text))).toEqual(['clientSecret']);
  });

  test.each([
    '',
    'sk_test_1',
    'null',
    '{}',
    '{"account":"","secretKey":"x"}',
    '{"account":"main","secretKey":1}',
  ])('fails where it is not one: %j', (text) => {
    expect(() => read(text)).toThrow();
  });
});

describe('a key', () => {
  const holding = (secretKey: string, place = 'secretKey') =>
    JSON.stringify({ account: 'main', secretKey: '', [place]: secretKey });
  const thrownBy = (act: () => unknown): unknown => {
    try {
      act();
    } catch (error) {
      return error;
    }
    return undefined;
  };

  test.each([
    ['live', 'sk_test_1'],
    ['live', '  sk_test_1'],
    ['test', 'sk_live_1'],
  ] as const)('of the other mode is not read in a %s stack: %j', (mode, key) => {
    const thrown = thrownBy(() => readProviderSecret(komoju, mode)(holding(key)));

    expect(thrown).toMatchObject({
      code: 'not_attempted',
      detail: { why: 'secret_other_mode', retryAfterS: 2 },
    });
    expect(isOfOtherMode(thrown)).toBe(true);
    expect(String(thrown)).not.toContain('sk_');
  });

  test.each([
    ['of the mode', komoju, 'live', 'sk_live_1'],
    ['of the mode', komoju, 'test', 'sk_test_1'],
    ['that does not show its mode', komoju, 'live', 'sk_1'],
    ['that names the other mode later on', komoju, 'live', 'sk_live_sk_test_'],
    ['that is not filled in yet', komoju, 'live', ''],
    ['of a provider whose keys do not show it', coiney, 'live', 'sk_test_1'],
  ] as const)('%s is read', (_, provider, mode, key) => {
    expect(readProviderSecret(provider, mode)(holding(key)).values).toEqual({ secretKey: key });
  });

  test('is looked for in the places of the provider’s keys only', () => {
    const text = holding('sk_live_1', 'webhookSecret');

    expect(read(text).values).toEqual({ secretKey: '', webhookSecret: 'sk_live_1' });
  });

  test('that is missing in a secret that is none counts as unreadable', () => {
    expect(isOfOtherMode(thrownBy(() => read('{}')))).toBe(false);
    expect(isOfOtherMode(undefined)).toBe(false);
  });
});
