import { describe, expect, jest, test } from '@jest/globals';
import { causeOf, writeLine } from '../../../functions/platform/log.ts';

const coded = (message: string, code: unknown, cause?: unknown): Error =>
  Object.assign(new Error(message, { cause }), { code });

describe('of an error’s cause the log says', () => {
  // prettier-ignore
  test.each([
    ['its class and code',           coded('4111111111111111', 'ECONNRESET'),                                     'Error ECONNRESET'],
    ['its class',                    new TypeError('4111111111111111'),                                           'TypeError'],
    ['no code that is not a word',   coded('no', 5),                                                              'Error'],
    ['the class beneath it',         new TypeError('fetch failed', { cause: coded('secret', 'ECONNREFUSED') }),   'Error ECONNREFUSED'],
    ['its own class over no error',  new TypeError('fetch failed', { cause: 'secret' }),                          'TypeError'],
    ['nothing of what is no error',  'sk_live_secret',                                                            undefined],
    ['nothing where there is none',  undefined,                                                                   undefined],
  ])('%s', (_, cause, said) => {
    expect(causeOf(cause)).toBe(said);
  });
});

test('a line holds no card number, wherever it came from', () => {
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const line = {
    time: '',
    requestId: 'r',
    operation: 'o',
    providerCode: 'no 4111 1111 1111 1111',
    status: 200,
  };

  writeLine(line);
  const [written] = write.mock.calls.map(([text]) => JSON.parse(String(text)) as unknown);
  write.mockRestore();

  expect(written).toEqual({ ...line, providerCode: 'no 4111 11•• •••• 1111' });
});
