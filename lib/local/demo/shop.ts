import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { frontPage, orderPage, type Session } from './pages.ts';

type Order = { readonly number: string; attempt: number; session?: string };
type Call = { readonly body: object; readonly idempotencyKey: string };
type Page = { readonly status: number; readonly html: string } | { readonly goTo: string };

const price = 1200;
const numberPattern = /^demo-[0-9a-f-]{36}$/;

/**
 * A shop that takes payments by the gateway, as an example to copy: its server knows the gateway's address and a key,
 * and nothing of the provider's. It believes what the gateway answers, never what a customer's browser brings back.
 *
 * @param gateway address of the gateway
 * @param key of a caller that may make and show sessions
 */
export function createShop(gateway: string, key: string): RequestListener {
  // A real shop stores its orders before it asks for anything.
  const orders = new Map<string, Order>();
  const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;

  /** Asks the gateway, and once more as long as its advice is to send the same request again. */
  async function ask(path: string, call?: Call, triesLeft = 3): Promise<Session | undefined> {
    const answer = await fetch(`${gateway}/komoju/api/v1/sessions${path}`, {
      method: call === undefined ? 'GET' : 'POST',
      headers: {
        authorization,
        'content-type': 'application/json',
        ...(call && { 'idempotency-key': call.idempotencyKey }),
      },
      ...(call && { body: JSON.stringify(call.body) }),
      signal: AbortSignal.timeout(35_000),
    }).catch(() => undefined);
    if (answer?.ok === true) return (await answer.json()) as Session;
    const advice = answer?.headers.get('x-retry-advice') ?? 'same_request';
    if (advice !== 'same_request' || triesLeft <= 1) return undefined;
    await delay(1000 * Math.min(Number(answer?.headers.get('retry-after') ?? 1), 5));
    return ask(path, call, triesLeft - 1);
  }

  /** Makes the session of an order's attempt. However often it is asked for, it is one session. */
  async function begin(order: Order, shop: string): Promise<Page> {
    const session = await ask('', {
      idempotencyKey: `session-${order.number}-${order.attempt}`,
      body: {
        amount: price,
        currency: 'JPY',
        default_locale: 'en',
        return_url: `${shop}/demo/orders/${order.number}`,
        payment_data: { external_order_num: order.number, capture: 'auto' },
      },
    });
    if (session === undefined) return { status: 503, html: orderPage(order.number, undefined) };
    order.session = session.id;
    return { goTo: session.session_url };
  }

  /** The button: leads to the session's page while it can be paid, and begins anew once it is over unpaid. */
  async function buy(order: Order, shop: string): Promise<Page> {
    const { session: id } = order;
    if (id === undefined) return begin(order, shop);
    const session = await ask(`/${id}`);
    if (session === undefined) return { status: 503, html: orderPage(order.number, undefined) };
    const isOver =
      session.payment?.status === 'failed' || session.status === 'cancelled' || session.expired;
    if (session.status === 'completed' && session.payment?.status !== 'failed') {
      return { goTo: `${shop}/demo/orders/${order.number}` };
    }
    if (!isOver) return { goTo: session.session_url };
    if (order.session === id) {
      order.attempt += 1;
      delete order.session;
    }
    return begin(order, shop);
  }

  async function pageFor(request: IncomingMessage): Promise<Page> {
    const shop = `http://${request.headers.host ?? ''}`;
    const { pathname } = new URL(request.url ?? '', shop);
    if (request.method === 'POST' && pathname === '/demo/orders') {
      const number = new URLSearchParams(await text(request)).get('number') ?? '';
      if (!numberPattern.test(number)) return { goTo: `${shop}/demo` };
      const order = orders.get(number) ?? { number, attempt: 1 };
      orders.set(number, order);
      return buy(order, shop);
    }
    const order = orders.get(pathname.replace('/demo/orders/', ''));
    if (order === undefined) return { status: 200, html: frontPage(`demo-${randomUUID()}`, price) };
    const session = order.session === undefined ? undefined : await ask(`/${order.session}`);
    return { status: 200, html: orderPage(order.number, session) };
  }

  return (request, response) => {
    pageFor(request)
      .catch((): Page => ({ status: 500, html: orderPage('', undefined) }))
      .then(
        (page) => {
          if ('goTo' in page) return response.writeHead(303, { location: page.goTo }).end();
          const policy = "default-src 'none'; style-src 'unsafe-inline'";
          const headers = {
            'content-type': 'text/html; charset=utf-8',
            'cache-control': 'no-store',
          };
          response.writeHead(page.status, { ...headers, 'content-security-policy': policy });
          return response.end(page.html);
        },
        () => response.destroy(),
      );
  };
}
