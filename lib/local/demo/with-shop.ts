import type { RequestListener } from 'node:http';
import { isBelow } from '../host/is-below.ts';
import type { Gateway } from './ask-gateway.ts';
import { createShop } from './shop.ts';

/** The gateway's own requests, and beside them the shop at /demo, on one port. */
export function withShop(api: RequestListener, gateway: Gateway): RequestListener {
  const shop = createShop(gateway);
  return (request, response) => {
    const [path = ''] = (request.url ?? '').split('?', 1);
    (isBelow('/demo', path) ? shop : api)(request, response);
  };
}
