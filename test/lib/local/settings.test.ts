import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readLocalSettings } from '../../../lib/local/settings.ts';
import { UsageError } from '../../../lib/host/usage-error.ts';

describe('the local settings', () => {
  test('need nothing', () => {
    expect(readLocalSettings({})).toMatchObject({ port: 3000, simulatorPort: 3001 });
  });

  test.each([
    [{ PORT: '3100' }, { port: 3100, simulatorPort: 3101 }],
    [{ PORT: '0' }, { port: 0, simulatorPort: 0 }],
    [
      { PORT: '3100', SIMULATOR_PORT: '4000' },
      { port: 3100, simulatorPort: 4000 },
    ],
    [
      { PORT: '', DATA_DIR: '' },
      { port: 3000, dataDir: undefined },
    ],
    [{ DATA_DIR: '/tmp/here' }, { dataDir: '/tmp/here' }],
    [{ DATA_DIR: 'here', INIT_CWD: '/home/taro' }, { dataDir: '/home/taro/here' }],
    [{ DATA_DIR: 'here' }, { dataDir: join(process.cwd(), 'here') }],
    [
      { PORT: '65535', SIMULATOR_PORT: '65534' },
      { port: 65_535, simulatorPort: 65_534 },
    ],
    [
      { KOMOJU_SECRET_KEY: 'sk_test_1', DATA_DIR: '/data' },
      { testModeKeys: { komoju: 'sk_test_1' }, dataDir: '/data' },
    ],
    [{ DYNAMODB_ENDPOINT: 'http://a:1' }, { dynamodb: new URL('http://a:1') }],
    [{}, { logFormat: 'readable', wantsColours: true }],
    [
      { LOG_FORMAT: 'json', NO_COLOR: '1' },
      { logFormat: 'json', wantsColours: false },
    ],
    // no-color.org: an empty one does not count.
    [{ NO_COLOR: '' }, { wantsColours: true }],
  ])('%j are %j', (environment, settings) => {
    expect(readLocalSettings(environment)).toMatchObject(settings);
  });

  test('refuse a live key, without repeating it', () => {
    const read = () => readLocalSettings({ KOMOJU_SECRET_KEY: 'sk_live_123' });

    expect(read).toThrow(/KOMOJU_SECRET_KEY: must start with sk_test_/);
    expect(read).not.toThrow(/sk_live_123/);
  });

  test.each([
    [{ PORT: '0x10' }, 'PORT: must be a whole number from 0 to 65535'],
    [{ PORT: '1e3' }, 'PORT: must be a whole number from 0 to 65535'],
    [{ PORT: '65536' }, 'PORT: must be a whole number from 0 to 65535'],
    [{ PORT: '65535' }, 'SIMULATOR_PORT: must be given, for there is no port above PORT'],
    [{ SIMULATOR_PORT: '3000' }, 'SIMULATOR_PORT: must be another than PORT'],
    [
      { KOMOJU_SECRET_KEY: 'sk_test_1' },
      'DATA_DIR: must be given beside a provider’s key: in memory, what its account was asked for is forgotten with the run',
    ],
    [
      { KOMOJU_SECRET_KEY: 'sk_test_', DATA_DIR: '/data' },
      'KOMOJU_SECRET_KEY: must be the whole key, without blanks',
    ],
    [
      { DYNAMODB_ENDPOINT: 'ftp://a' },
      'DYNAMODB_ENDPOINT: must be an address like http://127.0.0.1:8000',
    ],
    [{ LOG_FORMAT: 'xml' }, 'LOG_FORMAT: must be readable or json'],
  ])('say what each must be: %j', (environment, line) => {
    expect(() => readLocalSettings(environment)).toThrow(
      new UsageError(`These settings cannot be used. ${line}`),
    );
  });

  test('name every gap at once, in one line', () => {
    const environment = { PORT: 'x', SIMULATOR_PORT: '70000', DYNAMODB_ENDPOINT: 'nowhere' };

    expect(() => readLocalSettings(environment)).toThrow(
      /^[^\n]*PORT[^\n]*SIMULATOR_PORT[^\n]*DYNAMODB_ENDPOINT[^\n]*$/,
    );
  });
});
