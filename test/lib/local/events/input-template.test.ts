import { describe, expect, test } from '@jest/globals';
import { inputTemplate } from '../../../../lib/local/events/input-template.ts';
import { jsonPath } from '../../../../lib/local/events/json-path.ts';

const record = {
  eventName: 'INSERT',
  dynamodb: {
    NewImage: {
      event: { M: { id: { S: 'a "quoted" \\ id' }, amount: { N: '1000' }, open: { BOOL: true } } },
      list: { L: [{ S: 'first' }, { S: 'second' }] },
    },
  },
};

const fill = (template: string): unknown =>
  inputTemplate(template, (name) => name.startsWith('$'))((path) => jsonPath(path)(record));

describe('a template gives', () => {
  test.each<[string, string, unknown]>([
    ['a text as JSON', '{"a":<$.eventName>}', { a: 'INSERT' }],
    [
      'a text with everything that JSON escapes',
      '{"a":<$.dynamodb.NewImage.event.M.id.S>,"b":"id <$.dynamodb.NewImage.event.M.id.S>."}',
      { a: 'a "quoted" \\ id', b: 'id a "quoted" \\ id.' },
    ],
    [
      'a number of DynamoDB as a text',
      '{"a":<$.dynamodb.NewImage.event.M.amount.N>}',
      { a: '1000' },
    ],
    ['a boolean', '{"a":<$.dynamodb.NewImage.event.M.open.BOOL>}', { a: true }],
    [
      'a boolean in a text',
      '{"a":"open: <$.dynamodb.NewImage.event.M.open.BOOL>"}',
      { a: 'open: true' },
    ],
    ['an object', '{"a":<$.dynamodb.NewImage.event.M.amount>}', { a: { N: '1000' } }],
    ['an entry of a list', '{"a":<$.dynamodb.NewImage.list.L[1].S>}', { a: 'second' }],
    ['what stands in a text behind a quoted mark', '{"a":"\\"<$.eventName>"}', { a: '"INSERT' }],
    ['itself without variables', '{"a":1}', { a: 1 }],
  ])('%s', (_what, template, made) => {
    expect(fill(template)).toEqual(made);
  });
});

describe('it fails', () => {
  test('for a path that is not there, and names it', () => {
    expect(() => fill('{"a":<$.dynamodb.OldImage.a.S>}')).toThrow(
      '$.dynamodb.OldImage.a.S is not there.',
    );
  });

  test('for an object in quotation marks', () => {
    expect(() => fill('{"a":"<$.dynamodb>"}')).toThrow('$.dynamodb is no text');
  });

  test.each(['{"a":<aws.pipes.pipe-name>}', '{"a":<$.a>', '{"a":b}'])('at once for %s', (text) => {
    expect(() => inputTemplate(text, (name) => name.startsWith('$'))).toThrow();
  });

  test.each(['a.b', '$.*', '$..a', '$.a[*]', "$['a']", '$.', '$.a/b'])(
    'at once for the path %s',
    (path) => {
      expect(() => jsonPath(path)).toThrow(`The path ${path} is not known here.`);
    },
  );
});
