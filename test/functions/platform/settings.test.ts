import { afterEach, describe, expect, test } from '@jest/globals';
import {
  readProviderSettings,
  readSettings,
  settingNamesOf,
} from '../../../functions/platform/settings.ts';

describe('settings', () => {
  test('are read by name, and nothing else with them', () => {
    const environment = { MODE: 'live', LEDGER_TABLE: 'ledger', HOME: '/root' };

    expect(readSettings(['MODE', 'LEDGER_TABLE'], environment)).toEqual({
      MODE: 'live',
      LEDGER_TABLE: 'ledger',
    });
  });

  test('are refused with the names of all that are missing, empty or malformed', () => {
    const environment = { MODE: 'prod', CARD_DATA: '', LEDGER_TABLE: '', LEDGER_SECRET: 'arn' };
    const read = () =>
      readSettings(
        ['MODE', 'CARD_DATA', 'LEDGER_TABLE', 'LEDGER_SECRET', 'KOMOJU_ORIGIN'],
        environment,
      );

    expect(read).toThrow(
      'Settings missing or malformed: MODE, CARD_DATA, LEDGER_TABLE, KOMOJU_ORIGIN.',
    );
  });

  test('never show a value in the error', () => {
    expect(() => readSettings(['MODE'], { MODE: 'sk_live_secret' })).toThrow(
      /^Settings missing or malformed: MODE\.$/,
    );
  });

  test.each(['live', 'test'])('take the mode %s', (mode) => {
    expect(readSettings(['MODE'], { MODE: mode }).MODE).toBe(mode);
  });

  test.each(['tokens-only', 'accept'])('take %s for card data', (cardData) => {
    expect(readSettings(['CARD_DATA'], { CARD_DATA: cardData }).CARD_DATA).toBe(cardData);
  });
});

describe('a provider’s settings', () => {
  afterEach(() => {
    delete process.env['ACME_ORIGIN'];
    delete process.env['ACME_SECRET'];
    delete process.env['MODE'];
  });

  test('are named after it', () => {
    expect(settingNamesOf('acme')).toEqual({
      origin: 'ACME_ORIGIN',
      secret: 'ACME_SECRET',
      version: 'ACME_VERSION',
    });
  });

  test('come from the environment', () => {
    Object.assign(process.env, {
      ...{ MODE: 'live', ACME_ORIGIN: 'https://acme.test', ACME_SECRET: 'arn' },
    });

    expect(readProviderSettings('acme')).toEqual({
      mode: 'live',
      origin: 'https://acme.test',
      secret: 'arn',
      version: undefined,
    });
  });

  test('are refused where one is missing', () => {
    Object.assign(process.env, { MODE: 'live', ACME_ORIGIN: 'https://acme.test' });

    expect(() => readProviderSettings('acme')).toThrow(/: ACME_SECRET\.$/);
  });

  test('are refused without the mode that its key must be of', () => {
    Object.assign(process.env, { ACME_ORIGIN: 'https://acme.test', ACME_SECRET: 'arn' });

    expect(() => readProviderSettings('acme')).toThrow(/: MODE\.$/);
  });
});
