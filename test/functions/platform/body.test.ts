import { describe, expect, test } from '@jest/globals';
import { readBody, writeBody, type Body } from '../../../functions/platform/body/body.ts';
import { gatewayErrorFrom } from '../../support/gateway-errors.ts';

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';

const read = (raw: string | null, contentType?: string, isBase64 = false): Body =>
  readBody({ raw, isBase64, contentType, bytesMax: 64 * 1024 });
const base64 = (bytes: Buffer | string): string => Buffer.from(bytes).toString('base64');
/** A JSON body of so many bytes. */
const ofBytes = (bytes: number): string => `{"a":"${'x'.repeat(bytes - 8)}"}`;

describe('the encoding of a body', () => {
  // prettier-ignore
  test.each([
    [json,                                  '{"a":"1"}', 'json'],
    ['Application/JSON; charset=utf-8',     '{"a":"1"}', 'json'],
    ['application/vnd.api+json',            '{"a":"1"}', 'json'],
    [form,                                  'a=1',       'form'],
    ['APPLICATION/x-www-form-urlencoded ; charset=UTF-8', 'a=1', 'form'],
    [undefined,                             '{"a":"1"}', 'json'],
    [undefined,                             ' \n{"a":"1"}', 'json'],
    [undefined,                             'a=1',       'form'],
    ['',                                    'a=1',       'form'],
    [' ; charset=utf-8',                    '{"a":"1"}', 'json'],
  ])('declared as %j, of %j, is %s', (contentType, raw, encoding) => {
    expect(read(raw, contentType)).toEqual({ encoding, value: { a: '1' } });
  });

  test.each([
    'text/plain',
    'multipart/form-data; boundary=x',
    'text/json',
    'application/jsonp',
    'json',
  ])('is refused when it is declared as %s', (contentType) => {
    expect(gatewayErrorFrom(() => read('{"a":1}', contentType))).toEqual({
      code: 'invalid_parameter',
      param: undefined,
      message:
        'The body must be application/json, application/x-www-form-urlencoded or multipart/form-data.',
    });
  });
});

describe('no body', () => {
  test.each([
    [null, undefined],
    ['', json],
    [' \r\n', form],
    ['', 'text/plain'],
  ])('is what %j is, declared as %j', (raw, contentType) => {
    expect(read(raw, contentType)).toEqual({ encoding: 'none', value: {} });
  });

  test('is not what {} is', () => {
    expect(read('{}', json)).toEqual({ encoding: 'json', value: {} });
  });
});

describe('a body', () => {
  test.each(['null', '[{"a":1}]', '[[]]', '1', '"x"', 'true'])(
    'of JSON that is no object is refused: %s',
    (raw) => {
      expect(gatewayErrorFrom(() => read(raw, json))).toMatchObject({
        code: 'invalid_parameter',
        message: 'The body must be an object.',
      });
    },
  );

  test.each(['{', '{"a":}', "{'a':1}", '{"a":1}x', '{"a":NaN}', 'a=1', '\ufeff{}'])(
    'of broken JSON is refused: %s',
    (raw) => {
      expect(gatewayErrorFrom(() => read(raw, json)).message).toBe('The body is not valid JSON.');
    },
  );

  test.each([json, undefined])('of an empty JSON list has no members, declared as %j', (type) => {
    expect(read('[]', type)).toEqual({ encoding: 'json', value: {} });
  });

  test.each(['{"amount":500}', ' {"amount":500}', '[1]'])(
    'of JSON that is declared as a form is refused: its amount would be lost (%j)',
    (raw) => {
      expect(() => read(raw, form)).toThrow('Send application/json.');
    },
  );

  test('of a JSON list without a content type is refused: it is no form either', () => {
    expect(gatewayErrorFrom(() => read('[1]')).code).toBe('invalid_parameter');
  });

  test('in base64 is read as the text that it is', () => {
    expect(read(base64('{"a":"é𝕏"}'), json, true).value).toEqual({ a: 'é𝕏' });
  });

  test('in base64 that is not UTF-8 is refused', () => {
    const bytes = Buffer.from([0x7b, 0xff, 0xfe, 0x7d]);

    expect(gatewayErrorFrom(() => read(base64(bytes), json, true)).message).toBe(
      'The body is not valid UTF-8.',
    );
  });

  test('of exactly 64 kB is read, one byte more is refused', () => {
    expect(read(ofBytes(65_536), json).encoding).toBe('json');
    expect(gatewayErrorFrom(() => read(ofBytes(65_537), json)).message).toBe(
      'The body is larger than 64 kB.',
    );
  });

  test('is measured in bytes, not in characters', () => {
    const raw = `{"a":"${'あ'.repeat(22_000)}"}`;

    expect(raw.length).toBeLessThan(65_536);
    expect(gatewayErrorFrom(() => read(raw, json)).message).toBe('The body is larger than 64 kB.');
  });

  test('in base64 is measured by what it encodes', () => {
    expect(read(base64(ofBytes(65_536)), json, true).encoding).toBe('json');
    expect(gatewayErrorFrom(() => read(base64(ofBytes(65_537)), json, true)).message).toBe(
      'The body is larger than 64 kB.',
    );
  });

  test.each([
    ['{"__proto__":{"a":1}}', json, '__proto__'],
    ['constructor[a]=1', form, 'constructor'],
    ['a[__proto__]=1', form, 'a.__proto__'],
    ['a=%00', form, 'a'],
    ['{"amount":9007199254740993}', json, 'amount'],
  ])('that could be read in two ways is refused: %s', (raw, contentType, param) => {
    expect(gatewayErrorFrom(() => read(raw, contentType))).toMatchObject({
      code: 'invalid_parameter',
      param,
    });
  });

  test('never shows in what it is refused with', () => {
    const { message } = gatewayErrorFrom(() => read('{"number":"4111111111111111"', json));

    expect(message).not.toContain('4111');
  });
});

describe('a body that goes on', () => {
  const value = { b: [2, 1], a: { d: 'x', c: 'é' } };

  test.each([
    ['json', { text: '{"a":{"c":"é","d":"x"},"b":[2,1]}', contentType: json }],
    ['form', { text: 'a%5Bc%5D=%C3%A9&a%5Bd%5D=x&b%5B%5D=2&b%5B%5D=1', contentType: form }],
    ['none', { text: '{"a":{"c":"é","d":"x"},"b":[2,1]}', contentType: json }],
  ] as const)('of the encoding %s is written in one order', (encoding, written) => {
    expect(writeBody({ encoding, value })).toEqual(written);
  });

  test('is none where there was none', () => {
    expect(writeBody({ encoding: 'none', value: {} })).toBeUndefined();
  });

  test.each([
    ['json', { text: '{}', contentType: json }],
    ['form', { text: '', contentType: form }],
  ] as const)('is empty where an empty one of %s came', (encoding, written) => {
    expect(writeBody({ encoding, value: {} })).toEqual(written);
  });
});
