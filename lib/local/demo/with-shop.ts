import type { RequestListener } from 'node:http';
import { isBelow } from '../../host/is-below.ts';
import type { Gateway } from './ask-gateway.ts';
import { createShop } from './shop.ts';
import type { WebhookTrust } from './webhooks.ts';

/** Where the shop takes webhooks, by the name of its endpoint. */
export const shopEndpoint = (url: string): Readonly<Record<string, string>> => ({
  'demo-shop': `${url}/demo/webhooks`,
});

/** The gateway's own requests, and beside them the shop at /demo, on one port. */
export function withShop(
  api: RequestListener,
  gateway: Gateway,
  trust: WebhookTrust,
): RequestListener {
  const shop = createShop(gateway, trust);
  return (request, response) => {
    const [path = ''] = (request.url ?? '').split('?', 1);
    (isBelow('/demo', path) ? shop : api)(request, response);
  };
}
