import type { Draft, Pair } from '../draft.ts';
import type { Draw } from '../draw.ts';
import { cardNumbers } from '../secrets.ts';
import type { Mutation } from './mutation.ts';

const withHeaders = (draft: Draft, ...more: readonly Pair[]): Draft => ({
  ...draft,
  headers: [...draft.headers, ...more],
});

const without = (draft: Draft, name: string): Draft => ({
  ...draft,
  headers: draft.headers.filter(([other]) => other.toLowerCase() !== name),
});

const keyOf = ({ headers }: Draft): string =>
  headers.find(([name]) => name === 'Idempotency-Key')?.[1] ?? 'fuzz';

const idempotencyKeys: readonly string[] = [
  ...['', ' ', '""', '" "', '"', '"a', 'a"b', '"a\\"b"', '\\', 'k'.repeat(255), 'k'.repeat(256)],
  ...[
    'k'.repeat(5000),
    'clé',
    '鍵',
    'a\tb',
    '\x7f',
    '\u00a0',
    'null',
    'undefined',
    '__proto__',
    '../..',
  ],
  ...['a, b', 'a;b', cardNumbers[0], '4111-1111-1111-1111', 'op_0123456789ABCDEFGHJKMNPQRS'],
];

function keyChanged(draft: Draft, draw: Draw): Draft {
  const bare = without(draft, 'idempotency-key');
  const value = draw.oneOf(idempotencyKeys);
  const [name, other] = draw.oneOf([
    ['Idempotency-Key', 'X-KOMOJU-IDEMPOTENCY'],
    ['X-KOMOJU-IDEMPOTENCY', 'Idempotency-Key'],
    ['idempotency-KEY', 'Idempotency-Key'],
  ] as const);
  return draw.oneOf([
    bare,
    withHeaders(bare, [name, value]),
    withHeaders(bare, [name, value], [other, value]),
    withHeaders(draft, ['Idempotency-Key', value]),
    withHeaders(draft, ['Idempotency-Key', keyOf(draft)]),
    withHeaders(draft, ['X-KOMOJU-IDEMPOTENCY', `${keyOf(draft)}-other`]),
  ]);
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** What can stand in place of a good Authorization header. */
function authorizationFor(good: string, draw: Draw): readonly string[] {
  const [, word = ''] = good.split(' ');
  return draw.oneOf<readonly string[]>([
    ...[
      [],
      [''],
      [' '],
      [good, good],
      [good, 'Bearer gk_test_nobody'],
      ['Bearer gk_test_nobody', good],
    ],
    ...[[good, ''], [`${good},${good}`], [`${good} ${word}`], [word], [` ${good}`], [`${good}\t`]],
    ...[['Basic'], ['Basic '], ['Bearer'], ['Basic ='], ['Basic ===='], ['Basic 🙂'], ['Basic *']],
    ...[[`Basic ${word}`], [`Bearer ${word}`], [`Basic ${base64(`${word}:`)}`], [`Digest ${word}`]],
    ...[[good.toLowerCase()], [good.toUpperCase()], [`${good}=`], [good.replace(/=+$/, '')]],
    ...[[`Basic ${base64(`${base64('a')}:${word}`)}`], [`Basic ${base64(':\0')}`], [`${good}\0`]],
    ...[
      [`Bearer ${'k'.repeat(3000)}`],
      [`Bearer gk_live_${'a'.repeat(22)}`],
      ['Bearer sk_test_nobody'],
    ],
    ...[['Bearer __proto__'], ['Bearer \ud800'], [`Bearer ${cardNumbers[0]}`], [`bearer\t${word}`]],
  ]);
}

const contentTypes: readonly (readonly string[])[] = [
  ...[
    [],
    [''],
    ['text/xml'],
    ['text/plain'],
    ['application/jsonx'],
    ['application/json; charset=utf-16'],
  ],
  ...[['application/json', 'application/json'], ['application/json', 'text/plain'], ['*/*'], [';']],
  ...[
    ['APPLICATION/JSON;;;'],
    ['application/vnd.api+json'],
    ['multipart/form-data'],
    ['a'.repeat(2000)],
  ],
  ...[['multipart/form-data; boundary='], ['multipart/form-data; boundary="\0"'], ['json'], ['\0']],
  ...[['application/x-www-form-urlencoded'], ['application/json'], ['application/octet-stream']],
];

/** What could be taken for the end of a header. */
const splitters: readonly string[] = [
  ...[
    'a\r\nX-Injected: 1',
    'a\nX-Injected: 1',
    'a\rX-Injected: 1',
    'a\r\n\r\nGET / HTTP/1.1\r\n\r\n',
  ],
  ...[
    'a%0d%0aX-Injected: 1',
    'a\u560d\u560aX-Injected: 1',
    'a\0b',
    '\0',
    'a\r\n b',
    '\x01',
    '\x7f',
  ],
];

const carriers: readonly string[] = [
  ...[
    'Idempotency-Key',
    'Komoju-Scenario',
    'X-Komoju-Api-Version',
    'User-Agent',
    'Accept-Language',
  ],
  ...['X-Forwarded-For', 'X-Request-Id', 'X-Amzn-Trace-Id', 'Content-Type', 'Cookie'],
];

const others: readonly (readonly Pair[])[] = [
  [['X-HTTP-Method-Override', 'DELETE']],
  [['X-HTTP-Method-Override', 'get']],
  [['X-HTTP-Method-Override', '']],
  [['X-Forwarded-For', '127.0.0.1, \u0000']],
  [['X-Sandbox-Process', '1']],
  [['Komoju-Scenario', 'insufficient_funds']],
  [['Komoju-Scenario', 'x'.repeat(201)]],
  [
    ['Komoju-Scenario', 'a'],
    ['komoju-scenario', 'b'],
  ],
  [['X-Komoju-Api-Version', '2025-01-28']],
  [['X-Komoju-Api-Version', '']],
  [['Expect', '100-continue']],
  [['Accept-Encoding', 'gzip']],
  [['Connection', 'close']],
  [['__proto__', 'a']],
  [['constructor', 'a']],
  [['Cookie', `card=${cardNumbers[0]}`]],
  [['X-Long', 'x'.repeat(12_000)]],
  [['X-Longest', 'x'.repeat(20_000)]],
  Array.from({ length: 300 }, (_, index): Pair => [`X-Many-${index}`, 'a']),
];

/** Heads that are not as they should be. */
export const heads: Readonly<Record<string, Mutation>> = {
  'another idempotency key': keyChanged,
  'another authorization': (draft, draw) => {
    const [good = 'Bearer gk_local_admin'] = draft.authorization;
    const authorization = authorizationFor(good, draw);
    return {
      ...draft,
      authorization,
      splits: draft.splits || authorization.some((each) => each.includes('\0')),
    };
  },
  'another content type': (draft, draw) => ({ ...draft, contentTypes: draw.oneOf(contentTypes) }),
  'a header that splits': (draft, draw) => ({
    ...withHeaders(draft, [draw.oneOf(carriers), draw.oneOf(splitters)]),
    splits: true,
  }),
  'a header more': (draft, draw) => withHeaders(draft, ...draw.oneOf(others)),
  'another framing': (draft, draw) => {
    const framing = draw.oneOf(['chunked', 'chunked', 'both'] as const);
    return { ...draft, framing, splits: draft.splits || framing === 'both' };
  },
};
