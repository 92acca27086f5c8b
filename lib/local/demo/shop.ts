import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { askGateway, type Asked, type Gateway } from './ask-gateway.ts';
import { frontPage, orderPage, type Session } from './pages.ts';
import { createToldOrders } from './told-orders.ts';
import { changeIn, isTrusted, type WebhookTrust } from './webhooks.ts';

/*
 * A shop that takes payments by the gateway, as an example to copy. Its server knows the gateway's address and a key,
 * and nothing of the provider's. It believes what the gateway answers, and what it signs, never what a customer's browser
 * brings back.
 */

type Order = { readonly number: string; attempt: number; session?: string | undefined };
type Page =
  | { readonly status: number; readonly html: string }
  | { readonly goTo: string }
  | { readonly answer: 204 | 401 };

const goods = { name: 'House blend, 200 g', price: 1200 };
const numberPattern = /^demo-[0-9a-f-]{36}$/;
const notReached = (number: string): Page => ({ status: 503, html: orderPage(number, undefined) });

/** Asks for the session of an order's attempt. However often it is asked for, it is one session. */
function askForSession(gateway: Gateway, order: Order, shop: string): Promise<Asked> {
  const body = {
    amount: goods.price,
    currency: 'JPY',
    default_locale: 'en',
    line_items: [{ description: goods.name, quantity: 1, amount: goods.price }],
    return_url: `${shop}/demo/orders/${order.number}`,
    payment_data: { external_order_num: order.number, capture: 'auto' },
  };
  const idempotencyKey = `session-${order.number}-${order.attempt}`;
  return askGateway(gateway, '/sessions', { idempotencyKey, body });
}

/** Leads to the session of an order's attempt. Where nothing came of it and nothing will, the next attempt begins. */
async function begin(gateway: Gateway, order: Order, shop: string): Promise<Page> {
  const { attempt } = order;
  const first = await askForSession(gateway, order, shop);
  // Only the first of two presses begins a new attempt.
  if (first === 'new_request_allowed' && order.attempt === attempt) order.attempt += 1;
  const session =
    first === 'new_request_allowed' ? await askForSession(gateway, order, shop) : first;
  if (typeof session === 'string') return notReached(order.number);
  order.session = session.id;
  return { goTo: session.session_url };
}

const endedStates: readonly (string | undefined)[] = ['failed', 'cancelled', 'expired', 'refunded'];

/**
 * Whether a session has ended without money, so that its order may be paid in another one. One that is completed is as its
 * payment is; a payment that is pending or authorized may still bring money.
 */
const cameToNothing = ({ status, expired, payment }: Session): boolean =>
  status === 'completed'
    ? endedStates.includes(payment?.status)
    : status === 'cancelled' || expired;

/** The button: leads to the session's page while it can be paid, and begins anew once that came to nothing. */
async function buy(gateway: Gateway, order: Order, shop: string): Promise<Page> {
  const { session: id } = order;
  if (id === undefined) return begin(gateway, order, shop);
  const session = await askGateway(gateway, `/sessions/${id}`);
  if (typeof session === 'string') return notReached(order.number);
  if (!cameToNothing(session)) {
    const isPayable = session.status === 'pending';
    return { goTo: isPayable ? session.session_url : `${shop}/demo/orders/${order.number}` };
  }
  // Only the first of two presses begins a new attempt.
  if (order.session === id) {
    order.attempt += 1;
    order.session = undefined;
  }
  return begin(gateway, order, shop);
}

/** What a webhook has told: the order is paid, and nobody need be asked. */
const paidSession = (total: number): Session => ({
  ...{ id: '', status: 'completed', expired: false, session_url: '' },
  payment: { status: 'captured', total },
});

/** The shop's pages below /demo. A real shop stores its orders before it asks for anything; this one forgets them. */
export function createShop(gateway: Gateway, trust?: WebhookTrust): RequestListener {
  const told = createToldOrders();
  const orders = new Map<string, Order>();

  async function pressed(number: string, shop: string): Promise<Page> {
    if (!numberPattern.test(number)) return { goTo: `${shop}/demo` };
    const order = orders.get(number) ?? { number, attempt: 1 };
    orders.set(number, order);
    return buy(gateway, order, shop);
  }

  // An order has an address before it is bought, so that "back" and a second tab lead to it, and not to a new one.
  async function visited(number: string, shop: string): Promise<Page> {
    if (!numberPattern.test(number)) return { goTo: `${shop}/demo/orders/demo-${randomUUID()}` };
    const order = orders.get(number);
    if (order === undefined) return { status: 200, html: frontPage(number, goods) };
    const paid = told.paid(number);
    if (paid !== undefined)
      return { status: 200, html: orderPage(number, paidSession(paid.amount)) };
    const { session: id } = order;
    const session = id === undefined ? 'unknown' : await askGateway(gateway, `/sessions/${id}`);
    const shown = typeof session === 'string' ? undefined : session;
    return { status: 200, html: orderPage(number, shown) };
  }

  /** A webhook: what was taken is answered at once, and what is not signed changes nothing. */
  async function hear(request: IncomingMessage): Promise<Page> {
    const received = { headers: request.headers, body: await text(request) };
    if (trust === undefined || !isTrusted(received, trust)) return { answer: 401 };
    const change = changeIn(received.body);
    if (change !== undefined) told.take(change);
    return { answer: 204 };
  }

  async function pageFor(request: IncomingMessage): Promise<Page> {
    const shop = `http://${request.headers.host ?? ''}`;
    const { pathname } = new URL(request.url ?? '', shop);
    if (request.method !== 'POST') return visited(pathname.replace('/demo/orders/', ''), shop);
    if (pathname === '/demo/webhooks') return hear(request);
    return pressed(new URLSearchParams(await text(request)).get('number') ?? '', shop);
  }

  return (request, response) => {
    void pageFor(request)
      .catch(() => notReached(''))
      .then((page) => {
        if ('answer' in page) return response.writeHead(page.answer).end();
        if ('goTo' in page) return response.writeHead(303, { location: page.goTo }).end();
        const policy = "default-src 'none'; style-src 'unsafe-inline'";
        const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
        response.writeHead(page.status, { ...headers, 'content-security-policy': policy });
        return response.end(page.html);
      });
  };
}
