import { describe, expect, test } from '@jest/globals';
import { readForm, writeForm } from '../../../functions/platform/body/form.ts';
import type { Json } from '../../../functions/platform/body/json.ts';
import { gatewayErrorFrom } from '../../support/gateway-errors.ts';

const levels = (count: number): string => `a${'[b]'.repeat(count - 1)}=1`;

describe('a form', () => {
  // prettier-ignore
  test.each<[string, string, Json]>([
    ['one field',                        'amount=1000',                        { amount: '1000' }],
    ['a group',                          'a[b]=1&a[c]=2',                      { a: { b: '1', c: '2' } }],
    ['a group in a group',               'a[b][c]=1',                          { a: { b: { c: '1' } } }],
    ['brackets that are encoded',        'a%5Bb%5D=1',                         { a: { b: '1' } }],
    ['a list',                           'a[]=1&a[]=2',                        { a: ['1', '2'] }],
    ['a list of one',                    'a[]=',                               { a: [''] }],
    ['a list in a group',                'a[b][]=1&a[b][]=2',                  { a: { b: ['1', '2'] } }],
    ['numbers in brackets as names',     'a[0]=x&a[1]=y',                      { a: { '0': 'x', '1': 'y' } }],
    ['a plus sign as a blank',           'a=1+2&b+c=3',                        { a: '1 2', 'b c': '3' }],
    ['an encoded plus sign as itself',   'a=1%2B2',                            { a: '1+2' }],
    ['an equals sign in a value',        'a=b=c',                              { a: 'b=c' }],
    ['a field without an equals sign',   'a&b=1',                              { a: '', b: '1' }],
    ['a field without a value',          'a=',                                 { a: '' }],
    ['spare ampersands',                 '&a=1&&b=2&',                         { a: '1', b: '2' }],
    ['text beyond ASCII',                'a=%F0%9D%95%8F&%E5%90%8D=%E3%81%82', { a: '𝕏', 名: 'あ' }],
    ['raw text beyond ASCII',            'a=あ',                               { a: 'あ' }],
    ['brackets in a value',              'a=[b]',                              { a: '[b]' }],
    ['nothing',                          '',                                   {}],
    ['a NUL, which the check refuses',   'a=%00',                              { a: '\u0000' }],
  ])('with %s is read', (_, text, value) => {
    expect(readForm(text)).toEqual(value);
  });

  test('with the name of a prototype has an own member of that name, for the check to refuse', () => {
    const value = readForm('__proto__[x]=1') as object;

    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  // prettier-ignore
  test.each([
    ['a field given twice',                   'a=1&a=2',            'a'],
    ['a field given twice with one value',    'a=1&a=1',            'a'],
    ['a field given twice, once empty',       'a&a=1',              'a'],
    ['a value, then a group',                 'a=1&a[b]=2',         'a.b'],
    ['a group, then a value',                 'a[b]=2&a=1',         'a'],
    ['a value, then a list',                  'a=1&a[]=2',          'a'],
    ['a list, then a value',                  'a[]=1&a=2',          'a'],
    ['a list, then a group',                  'a[]=1&a[b]=2',       'a'],
    ['a group, then a list',                  'a[b]=2&a[]=1',       'a'],
    ['a list of groups',                      'a[][b]=1',           'a'],
    ['a list of lists',                       'a[][]=1',            'a'],
    ['a list member, then a group in it',     'a[]=1&a[][b]=2',     'a.b'],
    ['a group in a list, then a member',      'a[][b]=1&a[]=2',     'a'],
    ['a value deep down given twice',         'a[b][c]=1&a[b][c]=2', 'a.b.c'],
    ['a list deep down beside a name',        'a[b][]=1&a[b][c]=2', 'a.b'],
  ])('with %s is refused', (_, text, param) => {
    expect(gatewayErrorFrom(() => readForm(text))).toMatchObject({ code: 'invalid_parameter', param });
  });

  test.each([
    '=1',
    '[a]=1',
    '[]=1',
    'a[=1',
    'a]=1',
    'a[b=1',
    'a[b]c=1',
    'a[[b]]=1',
    'a[b]]=1',
    '%5B',
  ])('with the malformed name %s is refused', (text) => {
    expect(gatewayErrorFrom(() => readForm(text))).toMatchObject({
      code: 'invalid_parameter',
      param: undefined,
      message: 'A form field has a malformed name.',
    });
  });

  test.each(['a=%', 'a=%zz', '%E5=1', 'a=%C3%28', 'a=%ED%A0%80', 'a=%C0%80'])(
    'with the broken encoding %s is refused',
    (text) => {
      expect(gatewayErrorFrom(() => readForm(text))).toMatchObject({
        code: 'invalid_parameter',
        message: 'The form is not valid UTF-8.',
      });
    },
  );

  test('nested 20 levels deep is read, one level more is refused with its outermost name', () => {
    expect(readForm(levels(20))).toHaveProperty('a');
    expect(gatewayErrorFrom(() => readForm(levels(21)))).toMatchObject({ param: 'a' });
  });

  test('never repeats a value in what it is refused with', () => {
    const { message, param } = gatewayErrorFrom(() =>
      readForm('n=4111111111111111&n=4111111111111111'),
    );

    expect(`${message} ${param ?? ''}`).not.toContain('4111');
  });
});

describe('a value', () => {
  // prettier-ignore
  test.each<[string, Json, string]>([
    ['members and groups',  { a: '1', b: { c: '2' } }, 'a=1&b%5Bc%5D=2'],
    ['a list',              { a: ['1', '2'] },         'a%5B%5D=1&a%5B%5D=2'],
    ['numbers and booleans', { a: 1, b: true },        'a=1&b=true'],
    ['null as empty',       { a: null },               'a='],
    ['blanks and signs',    { 'a b': '1+2&=' },        'a+b=1%2B2%26%3D'],
    ['nothing of an empty group', { a: {}, b: '1' },   'b=1'],
    ['nothing of an empty list',  { a: [], b: '1' },   'b=1'],
    ['nothing at all',      {},                        ''],
  ])('is written with %s', (_, value, text) => {
    expect(writeForm(value)).toBe(text);
  });
});
