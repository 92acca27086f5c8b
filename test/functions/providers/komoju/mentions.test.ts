import { expect, test } from '@jest/globals';
import { mentionsIn } from '../../../../functions/providers/komoju/mentions.ts';

/* Whom and what an answer names, so that everything of a person can be found. */

test.each([
  ['a payment', { resource: 'payment', id: 'p1', customer: 'c1', session: 's1' }, ['c1'], ['s1']],
  ['a payment of nobody', { id: 'p1', customer: null, session: null }, [], []],
  ['a customer', { resource: 'customer', id: 'c1', source: {} }, ['c1'], []],
  [
    'a session and its payment',
    { id: 's1', customer_id: 'c1', payment: { id: 'p1', customer: 'c2', session: 's1' } },
    ['c1', 'c2'],
    ['s1', 'p1'],
  ],
  ['a session that is not paid', { id: 's1', payment: null }, [], []],
  ['a refund request', { id: 'r1', payment: 'p1', customer_name: 'Taro' }, [], ['p1']],
  ['members of another form', { customer: { id: 'c1' }, session: 7, payment: [] }, [], []],
  ['no object', 'text', [], []],
  ['nothing', undefined, [], []],
])('%s', (_, body, customers, objects) => {
  expect(mentionsIn(body)).toEqual({ customers, objects });
});
