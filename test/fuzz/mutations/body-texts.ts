import type { Draft } from '../draft.ts';
import type { Draw } from '../draw.ts';
import { formPairs, jsonText } from '../encode.ts';
import { cardNumbers } from '../secrets.ts';
import type { Mutation } from './mutation.ts';

const valid = ({ body }: Draft): string => jsonText(body ?? { amount: 1000, currency: 'JPY' });

const formOf = ({ body }: Draft): string =>
  new URLSearchParams(
    formPairs(body ?? { amount: 1000 }).map(([name, value]): [string, string] => [name, value]),
  ).toString();

const nested = (depth: number, [open, close]: readonly [string, string]): string =>
  `${open.repeat(depth)}1${close.repeat(depth)}`;

const levels: readonly (readonly [string, string])[] = [
  ['[', ']'],
  ['{"a":', '}'],
  ['{"metadata":[', ']}'],
];

const megabyte = 1024 * 1024;

/** 64 kB is what a body may have, 256 kB a webhook, 6 MB what Lambda takes, 10 MB what API Gateway takes. */
const sizes = [
  65_000,
  65_536,
  65_537,
  262_145,
  300_000,
  6 * megabyte,
  10 * megabyte,
  10 * megabyte + 1,
];

/** Cuts, doubles or exchanges a character. */
function damaged(text: string, draw: Draw): string {
  const at = draw.below(text.length + 1);
  const rest = text.slice(at);
  return draw.oneOf([
    text.slice(0, at),
    rest,
    text.slice(0, at) + rest.slice(1),
    text.slice(0, at) + draw.oneOf(['"', '{', ']', ',', '\\', '\\u', '\0', '\x7f', '/*a*/']) + rest,
    text + draw.oneOf([text, ',', 'x', '\0', '}', ' \n']),
  ]);
}

const asJson = (draft: Draft, text: string | Buffer): Draft => ({
  ...draft,
  encoding: 'json',
  text,
});
const asForm = (draft: Draft, text: string | Buffer): Draft => ({
  ...draft,
  encoding: 'form',
  text,
});

const members: readonly string[] = [
  ...[
    '"amount":1',
    '"amount":{"a":1}',
    '"amount":[1]',
    '"currency":"USD"',
    '"__proto__":{"amount":1}',
  ],
  ...[
    '"metadata":{"__proto__":{"x":1}}',
    '"constructor":{"prototype":{"x":1}}',
    '"\\u0061mount":5',
  ],
];

const fields: readonly string[] = [
  ...[
    'amount=1',
    'amount[]=1',
    'amount[x]=1',
    'amount%5Bx%5D=2',
    'amount',
    '=1',
    '&&',
    'a]=1',
    'a[=1',
  ],
  ...[
    'a[b=1',
    'a[b]c=1',
    'a[[b]]=1',
    'a[b][=1',
    '%E0%A4%A=1',
    'a=%E0%A4%A',
    'a=%zz',
    'a=%',
    'a=%00',
  ],
  ...[
    '__proto__[x]=1',
    'a[__proto__]=1',
    'constructor[prototype][x]=1',
    'metadata[a]=1&metadata[a]=2',
  ],
  ...['metadata=1', 'metadata[]=1&metadata[a]=1', 'payment_details=1', 'payment_details[number]=1'],
  ...['a=1;b=2', 'currency=USD', `a=${cardNumbers[0]}`, `${cardNumbers[2]}=1`, 'a+b=1', '+=1'],
  ...[`${'a[b]'.repeat(300)}=1`, `a${'[b]'.repeat(5000)}=1`, 'a&'.repeat(3000)],
];

const parts: readonly string[] = [
  '',
  '--b--',
  '--b\r\n\r\n\r\n--b--',
  '--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--\r\n',
  '--b\r\nContent-Disposition: form-data; name="amount"\r\n\r\n1000',
  '--b\r\nContent-Disposition: form-data; name="a"; filename="a.txt"\r\n\r\nx\r\n--b--\r\n',
  '--b\r\nContent-Disposition: form-data; name="__proto__[x]"\r\n\r\nx\r\n--b--\r\n',
  '--b\r\nContent-Disposition: form-data; name="a\0b"\r\n\r\nx\r\n--b--\r\n',
  '--b\r\nContent-Disposition: form-data; name="amount"\r\n\r\n1\r\n'.repeat(2) + '--b--\r\n',
  '--b\r\nContent-Disposition: form-data; name="amount"\r\n\r\n1\r\n'.repeat(900) + '--b--\r\n',
];

const bytes: readonly Buffer[] = [
  Buffer.from([0xff, 0xfe, 0x00]),
  Buffer.from('{"amount":1000,"currency":"\xff\xfe"}', 'latin1'),
  Buffer.from('{"amount":1000}', 'utf16le'),
  Buffer.from('\ufeff{"amount":1000}'),
  Buffer.from('amount=1000&a=\xe9', 'latin1'),
  Buffer.alloc(100),
];

const wholes = [
  '',
  ' ',
  'null',
  '[]',
  '[1]',
  '"a"',
  '1',
  'true',
  '{}',
  '{',
  '<a>1</a>',
  'NaN',
  '\0',
];

/** Bodies whose text is not as it should be. */
export const bodyTexts: Readonly<Record<string, Mutation>> = {
  'no body': (draft) => ({ ...draft, body: undefined, text: undefined }),
  'another text': (draft, draw) => ({ ...draft, text: draw.oneOf(wholes) }),
  'broken JSON': (draft, draw) => asJson(draft, damaged(valid(draft), draw)),
  'a member twice': (draft, draw) => {
    const rest = valid(draft).slice(1);
    return asJson(draft, `{${draw.oneOf(members)}${rest === '}' ? '' : ','}${rest}`);
  },
  'deep nesting': (draft, draw) =>
    asJson(draft, nested(draw.oneOf([31, 33, 40, 1000, 9000]), draw.oneOf(levels))),
  'a large text': (draft, draw) => {
    const size = draw.isBy(0.95) ? draw.oneOf(sizes.slice(0, 5)) : draw.oneOf(sizes.slice(5));
    return { ...draft, text: `{"description":"${'x'.repeat(size - 18)}"}` };
  },
  'a costly text': (draft, draw) =>
    asJson(
      draft,
      draw.oneOf([
        `[${'0,'.repeat(30_000)}0]`,
        `{"a":"${'\\u0000'.repeat(10_000)}"}`,
        `{"a":"${'4111 1111-1111.'.repeat(4000)}"}`,
        `{"a":${'9'.repeat(60_000)}}`,
        `{${Array.from({ length: 6000 }, (_, index) => `"k${index}":1`).join(',')}}`,
        `${' '.repeat(60_000)}{}`,
        `{"a":"${'4 '.repeat(32_000)}"}`,
        `{"a":"${'٤'.repeat(30_000)}"}`,
      ]),
    ),
  'a field more': (draft, draw) => asForm(draft, `${formOf(draft)}&${draw.oneOf(fields)}`),
  'a field first': (draft, draw) => asForm(draft, `${draw.oneOf(fields)}&${formOf(draft)}`),
  'a broken form': (draft, draw) => asForm(draft, damaged(formOf(draft), draw)),
  'other bytes': (draft, draw) => ({ ...draft, text: draw.oneOf(bytes) }),
  'broken parts': (draft, draw) => ({
    ...draft,
    encoding: 'parts',
    contentTypes: ['multipart/form-data; boundary=b'],
    text: draw.oneOf(parts),
  }),
};
