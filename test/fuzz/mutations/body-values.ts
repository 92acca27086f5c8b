import type { Draft } from '../draft.ts';
import type { Draw } from '../draw.ts';
import { literal, type Tree } from '../encode.ts';
import { cardNumbers, verificationMark } from '../secrets.ts';
import type { Mutation } from './mutation.ts';

/** What stands where something else is expected. */
const values: readonly Tree[] = [
  ...[null, true, false, 0, -1, 1.5, -0.1, 1e21, 2 ** 53, -(2 ** 53)],
  ...['9007199254740993', '1e400', '-0', '1E3', '01', '1.00000000000000001'].map(literal),
  ...['', ' ', '0', '-1', '1.5', '1000', ' 1', '1e3', '0x10', 'NaN', 'Infinity', '９９９', 'null'],
  ...['a\0b', '\0', '\ud800', 'a\udfff', '\u202eabc', '🙂'.repeat(80), 'é', 'e\u0301', '\ufeff'],
  ...['x'.repeat(256), 'x'.repeat(5000), 'あ'.repeat(22_000), '9'.repeat(400)],
  ...['..', '../../customers', '%2f', '%00', '\r\nX-Injected: 1', '<b>', "' OR 1=1 --", '${a}'],
  ...['https://169.254.169.254/latest', 'file:///etc/passwd', '2030-13-45', 'JPY', 'YENS', 'jpy'],
  ...[[], {}, [1000], [[[[]]]], { a: { b: {} } }, [{ amount: 1 }], [null], { '': '' }],
  ...cardNumbers,
  ...[Number(cardNumbers[0]), '4111 1111 1111 1111', '4111-1111-1111-1111', [cardNumbers[1]]],
  ...[{ number: cardNumbers[0], verification_value: verificationMark }],
];

/** Names that a body has no business with, and those that it has, at another place. */
const names: readonly string[] = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '', ' ', '.', 'a.b'],
  ...['a[b]', 'a]', '[', '\0', '\ud800', 'é', 'x'.repeat(300), '0', '-1', cardNumbers[0]],
  ...['amount', 'currency', 'metadata', 'payment_details', 'description', 'tax', 'capture', 'fee'],
  ...['gateway_operation', 'external_order_num', 'return_url', 'fraud_details', 'customer', 'id'],
  ...['verification_value', 'cardNumber', 'idempotency_key', 'default_locale', 'expiredOn'],
];

const isGroup = (value: Tree | undefined): value is Readonly<Record<string, Tree>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same tree with another value at a place; undefined removes it. Any name is a name, `__proto__` as well. */
function put(tree: Tree, [name, ...deeper]: readonly string[], value: Tree | undefined): Tree {
  if (name === undefined || !isGroup(tree)) return value ?? null;
  const inner = deeper.length === 0 ? value : put(tree[name] ?? {}, deeper, value);
  const others = Object.entries(tree).filter(([other]) => other !== name);
  return Object.fromEntries(inner === undefined ? others : [...others, [name, inner]]);
}

/** The place of every member. */
const places = (tree: Tree, before: readonly string[] = []): readonly (readonly string[])[] =>
  isGroup(tree)
    ? Object.entries(tree).flatMap(([name, inner]) => [
        [...before, name],
        ...places(inner, [...before, name]),
      ])
    : [];

const onBody =
  (change: (body: Tree, draw: Draw) => Tree) =>
  (draft: Draft, draw: Draw): Draft => ({ ...draft, body: change(draft.body ?? {}, draw) });

const placeIn = (body: Tree, draw: Draw): readonly string[] =>
  draw.oneOf([...places(body), ['amount'], ['metadata', 'a']]);

const groupIn = (body: Tree, draw: Draw): readonly string[] =>
  draw.oneOf([[], ...places(body).filter((place) => place.length < 2), ['metadata']]);

/** Bodies of which a value, or a name, is not as it should be. */
export const bodyValues: Readonly<Record<string, Mutation>> = {
  'another value': onBody((body, draw) => put(body, placeIn(body, draw), draw.oneOf(values))),
  'a member less': onBody((body, draw) => put(body, placeIn(body, draw), undefined)),
  'a member more': onBody((body, draw) =>
    put(body, [...groupIn(body, draw), draw.oneOf(names)], draw.oneOf(values)),
  ),
  'a number as text': onBody((body, draw) =>
    put(body, ['amount'], draw.oneOf(['1000', '01000', '1000.0', '+1000', '1,000', '1000 ', '１'])),
  ),
  'many members': onBody((body, draw) => {
    const count = draw.oneOf([60, 1000, 6000]);
    const many = Array.from({ length: count }, (_, index) => [`m${index}`, index] as const);
    return put(body, ['metadata'], Object.fromEntries(many));
  }),
  'many entries': onBody((body, draw) =>
    put(
      body,
      placeIn(body, draw),
      Array.from({ length: draw.oneOf([2, 300, 9000]) }, () => 1),
    ),
  ),
  'a group where a value was': onBody((body, draw) =>
    put(body, [...placeIn(body, draw), draw.oneOf(names)], draw.oneOf(values)),
  ),
};
