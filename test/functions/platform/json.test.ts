import { describe, expect, test } from '@jest/globals';
import {
  checkJson,
  depthMax,
  meaning,
  sorted,
  type Json,
} from '../../../functions/platform/body/json.ts';
import { gatewayErrorFrom } from '../../support/gateway-errors.ts';

const parsed = (text: string): Json => JSON.parse(text) as Json;
const nested = (levels: number): Json => parsed('{"a":'.repeat(levels) + '1' + '}'.repeat(levels));

describe('a body', () => {
  test.each([
    '{}',
    '{"a":null,"b":true,"c":[],"d":"x"}',
    '{"a":0,"b":-1,"c":0.5,"d":9007199254740991,"e":-9007199254740991}',
    '{"a":"9007199254740993"}',
    '{"a":"𝕏","𝕏":1}',
    '{"a":"line\\nbreak\\ttab"}',
    '{"proto":1,"Constructor":2,"__proto":3}',
    '{"a":"__proto__"}',
    '{"a":{"":"empty name"}}',
  ])('that can be passed on as it was meant is accepted: %s', (text) => {
    expect(() => {
      checkJson(parsed(text));
    }).not.toThrow();
  });

  // prettier-ignore
  test.each([
    ['2^53',                              '{"amount":9007199254740992}',     'amount'],
    ['-2^53',                             '{"a":{"b":-9007199254740992}}',   'a.b'],
    ['1e400, which is read as infinity',  '{"amount":1e400}',                'amount'],
    ['-1e400',                            '{"amount":-1e400}',               'amount'],
    ['1e21',                              '{"a":[0,1e21]}',                  'a.1'],
    ['a NUL',                             '{"a":"x\\u0000y"}',               'a'],
    ['the first half of a pair',          '{"a":"\\ud83d"}',                 'a'],
    ['the second half of a pair',         '{"a":"\\ude00x"}',                'a'],
    ['a pair the wrong way round',        '{"a":"\\ude00\\ud83d"}',          'a'],
    ['half a pair in a name',             '{"a":{"\\ud83d":1}}',             'a'],
    ['a NUL in a name',                   '{"\\u0000":1}',                   ''],
    ['__proto__',                         '{"__proto__":{"x":1}}',           '__proto__'],
    ['__proto__ that is escaped',         '{"\\u005f_proto__":1}',           '__proto__'],
    ['constructor',                       '{"a":{"constructor":1}}',         'a.constructor'],
    ['prototype',                         '{"a":[{"prototype":1}]}',         'a.0.prototype'],
  ])('with %s is refused, with the way to it', (_, text, param) => {
    expect(
      gatewayErrorFrom(() => {
        checkJson(parsed(text));
      }),
    ).toMatchObject({ code: 'invalid_parameter', param });
  });

  test('is refused one level beyond the limit, with the beginning of the way', () => {
    expect(() => {
      checkJson(nested(depthMax));
    }).not.toThrow();
    expect(
      gatewayErrorFrom(() => {
        checkJson(nested(depthMax + 1));
      }),
    ).toMatchObject({ code: 'invalid_parameter', param: 'a.a.a' });
  });

  test('of ten thousand levels does not exhaust the stack', () => {
    const value = parsed('['.repeat(10_000) + ']'.repeat(10_000));

    expect(
      gatewayErrorFrom(() => {
        checkJson(value);
      }).code,
    ).toBe('invalid_parameter');
  });
});

describe('sorting', () => {
  test('puts the members of every object in one order and keeps that of lists', () => {
    const value = parsed('{"b":[{"d":1,"c":null},2,1],"a":"x","B":true}');

    expect(JSON.stringify(sorted(value))).toBe('{"B":true,"a":"x","b":[{"c":null,"d":1},2,1]}');
  });

  test.each([null, 1, 'x', true])('leaves %j as it is', (value) => {
    expect(sorted(value)).toBe(value);
  });
});

describe('the meaning', () => {
  test('is the same of numbers and booleans and of their text', () => {
    const asJson = meaning({ amount: 1000, capture: true, tax: 0.5, list: [1] });
    const asForm = meaning({ amount: '1000', capture: 'true', tax: '0.5', list: ['1'] });

    expect(asJson).toEqual(asForm);
  });

  test.each<[Json, Json]>([
    [{ a: null }, {}],
    [{ a: null }, { a: '' }],
    [{ a: null }, { a: 'null' }],
    [{ a: [] }, {}],
    [{ a: ['1'] }, { a: '1' }],
    [{ a: ['x'] }, { a: { '0': 'x' } }],
    [{ a: '1000' }, { a: '1000.0' }],
  ])('of %j is not that of %j', (one, other) => {
    expect(JSON.stringify(meaning(one))).not.toBe(JSON.stringify(meaning(other)));
  });
});
