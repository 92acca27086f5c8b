import { routeOf } from '../../../functions/operations.ts';
import type { Draft } from '../draft.ts';
import type { Draw } from '../draw.ts';
import { cardNumbers } from '../secrets.ts';
import type { Mutation } from './mutation.ts';

/** What can stand where an id stands. */
const ids: readonly string[] = [
  ...[
    '..',
    '.',
    '...',
    '%2e%2e',
    '%2E%2e',
    '..%2f..',
    'a%2fb',
    '%2f',
    '%5c',
    '\\',
    'a\\b',
    '%00',
    'a%00',
  ],
  ...[
    '%zz',
    '%',
    '%e',
    '%C0%AF',
    '%u002e',
    '..;',
    ';a=b',
    'a;b',
    '%20',
    'a%20b',
    '%0d%0aX-Injected:1',
  ],
  ...[
    'a'.repeat(100),
    'a'.repeat(101),
    'a'.repeat(1500),
    'a'.repeat(5000),
    '__proto__',
    'constructor',
  ],
  ...[
    'null',
    'undefined',
    '0',
    '-1',
    '*',
    '{paymentId}',
    '%7Bid%7D',
    '🙂',
    'é',
    '%F0%9F%99%82',
    '~',
    "'",
  ],
  ...['9007199254740993', 'capture', 'refund', '@', ':', 'a:b', '$batch', '.json', 'a.json', 'a,b'],
  ...[cardNumbers[0], cardNumbers[2], '4111%201111%201111%201111', 'op_4111111111111111ABCDEFGHJK'],
  ...['op_0123456789ABCDEFGHJKMNPQRS', 'op_', 'OP_0123456789ABCDEFGHJKMNPQRS', '%2b', '+'],
];

/** The same path with another id in place of one of its ids. */
function withId({ operation, path }: Draft, id: string): string {
  const pattern = (routeOf(operation)?.path ?? '').split('/');
  const at = pattern.findLastIndex((part) => part.startsWith('{'));
  const parts = path.split('/');
  return parts.map((part, place) => (place === at ? id : part)).join('/');
}

const wholes: readonly ((path: string) => string)[] = [
  (path) => `${path}/`,
  (path) => `${path}//`,
  (path) => path.replaceAll('/', '//'),
  (path) => `/.${path}`,
  (path) => `/a/..${path}`,
  (path) => `${path}/..`,
  (path) => `${path}/../refund`,
  (path) => `${path}%2f..%2frefund`,
  (path) => path.toUpperCase(),
  (path) => path.replace('/api', '/%61pi'),
  (path) => path.replace('/v1', '/v2'),
  (path) => `/test${path}`,
  (path) => `http://127.0.0.1${path}`,
  (path) => `${path}#a`,
  (path) => `${path};a=b`,
  (path) => `${path}/${'a/'.repeat(700)}`,
  () => '/',
  () => '*',
  () => '/komoju/api/v1/events',
  () => '/sandbox/requests',
  () => '/coiney/webhooks/',
  () => '/gateway/v1/komoju/orders/a%2fb',
];

const queries: readonly string[] = [
  ...[
    'a=b',
    'a',
    '=',
    '&',
    '?',
    'a=b&a=c',
    'a[]=1&a[b]=2',
    '%',
    'a=%zz',
    'a=%00',
    'a={b}',
    'a=b|c',
  ],
  ...[
    '__proto__=1',
    '__proto__[a]=1',
    'constructor=1',
    'page=0',
    'page=-1',
    'page=9007199254740993',
  ],
  ...['page=1&page=2', 'per_page=100000', 'limit=-5', 'limit=a', 'startingAfter=../..', 'page=🙂'],
  ...[`a=${'x'.repeat(6000)}`, 'a=1&'.repeat(900), 'page=eyJwayI6eyJTIjoiYSJ9fQ', 'page=e30'],
  ...[`page=${Buffer.from('{"pk":{"S":"OP"},"sk":{"S":"a"}}').toString('base64url')}`, 'page=%ff'],
  ...[`a=${cardNumbers[0]}`, `${cardNumbers[1]}=a`, `payment_details[number]=${cardNumbers[0]}`],
  ...[
    'payment_details[verification_value]=123',
    'external_order_num=a%0d%0ab',
    'amount=1',
    'a=b;amount=1',
  ],
];

const methods = [
  ...[
    'GET',
    'POST',
    'PATCH',
    'DELETE',
    'PUT',
    'HEAD',
    'OPTIONS',
    'TRACE',
    'PROPFIND',
    'get',
    'BREW',
  ],
];

/** Request lines that are not as they should be. */
export const paths: Readonly<Record<string, Mutation>> = {
  'another id': (draft, draw) => ({ ...draft, path: withId(draft, draw.oneOf(ids)) }),
  'another path': (draft, draw) => ({ ...draft, path: draw.oneOf(wholes)(draft.path) }),
  'another query': (draft: Draft, draw: Draw) => ({ ...draft, query: draw.oneOf(queries) }),
  'another method': (draft, draw) => ({ ...draft, method: draw.oneOf(methods) }),
};
