import { expect, test } from '@jest/globals';
import {
  operationIds,
  rowOf,
  routeOf,
  type OperationId,
} from '../../../../functions/operations.ts';
import { cardPaths, webhookPaths } from '../../../../lib/cloud/web-acl/paths.ts';

/* The routes are written out by hand: what is derived is compared with what is meant. */

const cardRoutes = [
  'POST /komoju/api/v1/payments',
  'POST /komoju/api/v1/customers',
  'POST /komoju/api/v1/sessions',
  'POST /komoju/api/v1/sessions/{sessionId}/pay',
  'POST /komoju/api/v1/tokens',
  'POST /komoju/api/v1/secure_tokens',
  'POST /coiney/api/v1/payments',
];

/** They move what was paid or held already, and take no card. */
const cardless = [
  'POST /komoju/api/v1/payments/{paymentId}/capture',
  'POST /komoju/api/v1/payments/{paymentId}/cancel',
  'POST /komoju/api/v1/payments/{paymentId}/refund',
  'POST /komoju/api/v1/payments/{paymentId}/refund_request',
  'POST /komoju/api/v1/sessions/{sessionId}/cancel',
];

const webhookRoutes = ['POST /komoju/webhooks', 'POST /coiney/webhooks/{token}'];

const pathOf = (route: string): string =>
  `/test${(route.split(' ')[1] ?? '').replaceAll(/\{\w+\}/g, 'a-1')}`;

const matched = (pattern: string, ids: readonly OperationId[]): string[] => {
  const posts = ids
    .filter((id) => routeOf(id)?.method === 'POST')
    .map((id) => rowOf(id).route ?? '');
  return posts.filter((route) => new RegExp(pattern).test(pathOf(route)));
};

test('cards are tried by these routes, and by no other POST', () => {
  expect(matched(cardPaths(operationIds, 'test'), operationIds).sort()).toEqual(cardRoutes.sort());
  expect(
    operationIds
      .filter((id) => routeOf(id)?.method === 'POST')
      .map((id) => rowOf(id).route)
      .sort(),
  ).toEqual([...cardRoutes, ...cardless, ...webhookRoutes].sort());
});

test('webhooks come by these routes and no others', () => {
  expect(matched(webhookPaths(operationIds, 'test'), operationIds).sort()).toEqual(
    webhookRoutes.sort(),
  );
});

test.each([
  '/test/komoju/webhooks/',
  '/test/komoju/webhooks/x',
  '/test/coiney/webhooks',
  '/test/coiney/webhooks/a/b',
  '/test/coiney/webhooks/..%2f..',
  '/test/coiney/webhooks/..',
  '/live/komoju/webhooks',
  '/test/test/komoju/webhooks',
])('%s is no webhook', (path) => {
  expect(path).not.toMatch(new RegExp(webhookPaths(operationIds, 'test')));
});

test.each([
  '/test/komoju/api/v1/payments/',
  '/komoju/api/v1/payments',
  '/test/coiney/api/v1/payments//',
])('%s may lead to a route by which cards are tried', (path) => {
  expect(path).toMatch(new RegExp(cardPaths(operationIds, 'test')));
});

test('a webhook is one without the stage, too, should WAF be shown none', () => {
  expect('/komoju/webhooks').toMatch(new RegExp(webhookPaths(operationIds, 'test')));
});

test('a stack without a provider has none of its paths', () => {
  const some = operationIds.filter((id) => !id.startsWith('coiney.'));

  expect(webhookPaths(some, 'test') + cardPaths(some, 'test')).not.toContain('coiney');
});
