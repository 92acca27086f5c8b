import { concurrently } from '../../../functions/platform/concurrently.ts';
import { hourMs, minuteMs } from '../../../functions/platform/clock.ts';
import type { LocalReply, LocalSystem } from '../local.ts';
import { card, payments } from '../mutation-requests.ts';
import { shopOf, type Shop } from './caller.ts';

/** What a test must know of the odd ones among them. */
export type Odd = {
  /** The order that was paid twice, and its two payments. */
  readonly twice: { readonly order: string; readonly payments: readonly string[] };
  /** A payment whose texts look like markup, with its order. */
  readonly markup: { readonly id: string; readonly order: string };
  /** A create of 3,300 yen, for order-lost, that got no answer a moment ago. */
  readonly lostCreate: string;
  /** A change whose answer was lost days ago, of a kind that nothing at the provider shows. */
  readonly lostChange: { readonly operation: string; readonly payment: string };
  /** A payment of 5,500 yen of which 1,500 were given back, and the key that made it. */
  readonly partlyRefunded: { readonly id: string; readonly key: string };
  readonly chargedBack: string;
  /** A payment that was made past the gateway. */
  readonly foreign: string;
  readonly link: string;
};

/** Requests at a time: more than a shop has, and fewer than the machine minds. */
const workers = 6;

export const markup = {
  order: '"><img src=x onerror=alert(1)>',
  note: '<script>document.title = "taken over"</script><b>bold</b>',
};

const operationOf = (reply: LocalReply): string => reply.headers.get('x-operation-id') ?? '';

/** What has been there for days: made first, before the clock is moved. */
async function longAgo(
  local: LocalSystem,
  shop: Shop,
): Promise<Pick<Odd, 'lostChange' | 'foreign'>> {
  const payment = await shop.card({ external_order_num: 'order-old', tax: 0 });
  await local.fault({ match: 'PATCH /api/v1/payments/*', kind: 'drop_after_accept' });
  const lost = await shop.send('PATCH', `${payments}/${payment}`, { description: 'Gift' });
  // Its payment changes soon after, by another request: whose doing that was is for a person to see.
  await shop.change(payment, 'refund', { amount: 100 });
  const made = await fetch(`${local.simulatorUrl}/api/v1/payments`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from('sk_test_simulator:').toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ amount: 777, currency: 'JPY', payment_details: card }),
  });
  const foreign = ((await made.json()) as { id: string }).id;
  // The daily job compares what is older than an hour; a person is asked after a day.
  await local.advanceClock(3 * hourMs);
  await local.sandbox('POST', 'schedules/gateway.reconcile');
  await local.advanceClock(23 * hourMs);
  return { foreign, lostChange: { operation: operationOf(lost), payment } };
}

/** Those that a test asks for by name: one after the other, because of the faults. */
async function oddOnes(
  local: LocalSystem,
  shop: Shop,
): Promise<Omit<Odd, 'lostChange' | 'foreign'>> {
  await local.fault({ match: 'POST /api/v1/payments', kind: 'drop_before_accept' });
  const lost = await shop.send('POST', payments, {
    ...{ amount: 3300, currency: 'JPY', payment_details: card, tax: 0 },
    external_order_num: 'order-lost',
  });
  const one = await shop.card({ amount: 4200, external_order_num: 'order-twice', tax: 0 });
  const other = await shop.card({ amount: 4200, external_order_num: 'order-twice', tax: 0 });
  const marked = await shop.card({
    ...{ external_order_num: markup.order, description: markup.note },
    metadata: { note: markup.note },
  });
  const key = `refund-me-${String(process.pid)}`;
  const body = { amount: 5000, currency: 'JPY', payment_details: card };
  const made = await local.call('POST', payments, { idempotencyKey: key, body });
  const id = String(made.json['id']);
  await shop.change(id, 'refund', { amount: 1000 });
  await shop.change(id, 'refund', { amount: 500 });
  const chargedBack = await shop.card({ amount: 9800, external_order_num: 'order-bank', tax: 0 });
  await local.sandbox('POST', `komoju/payments/${chargedBack}/chargeback`, {});
  const link = await shop.link({ metadata: { order_number: 'invoice-1' } });
  await local.sandbox('POST', `coiney/payments/${link}/pay`);
  return {
    ...{ lostCreate: operationOf(lost), chargedBack, link, partlyRefunded: { id, key } },
    twice: { order: 'order-twice', payments: [one, other] },
    markup: { id: marked, order: markup.order },
  };
}

type Kind = (shop: Shop, local: LocalSystem, number: number) => Promise<unknown>;

const order = (number: number): object => ({
  ...{ external_order_num: `order-${String(number)}`, amount: 800 + 130 * (number % 17) },
});

const pays = async (local: LocalSystem, id: string): Promise<unknown> =>
  local.sandbox('POST', `komoju/payments/${id}/pay`);

const declines = ['4123111111111000', '4123111111111059', '4123111111111042', '4123111111111083'];

/** What the others are, each as often as it says. */
const kinds: readonly (readonly [times: number, make: Kind])[] = [
  [28, (shop, _, number) => shop.card(order(number))],
  [5, (shop, _, number) => shop.card({ ...order(number), capture: false })],
  [
    5,
    async (shop, _, number) =>
      shop.change(await shop.card({ ...order(number), capture: false }), 'capture'),
  ],
  [
    3,
    async (shop, _, number) =>
      shop.change(await shop.card({ ...order(number), capture: false }), 'cancel'),
  ],
  [8, async (shop, local, number) => pays(local, await shop.cash(order(number)))],
  [6, (shop, _, number) => shop.cash(order(number))],
  [
    2,
    async (shop, local, number) =>
      local.sandbox('POST', `komoju/payments/${await shop.cash(order(number))}/expire`, {}),
  ],
  [10, (shop, _, number) => shop.declined(declines[number % declines.length] ?? '', order(number))],
  [
    5,
    async (shop, _, number) =>
      shop.change(await shop.card(order(number)), 'refund', { amount: 300 }),
  ],
  [5, async (shop, _, number) => shop.change(await shop.card(order(number)), 'refund')],
  [
    4,
    async (shop, _, number) => {
      const payment_data = { external_order_num: `order-${String(number)}` };
      return shop.paySession(await shop.session({ payment_data }));
    },
  ],
  [
    2,
    (shop, _, number) =>
      shop.session({ payment_data: { external_order_num: `order-${String(number)}` } }),
  ],
  [5, (shop, _, number) => shop.link({ metadata: { order_number: `invoice-${String(number)}` } })],
  [
    3,
    async (shop, local, number) =>
      local.sandbox(
        'POST',
        `coiney/payments/${await shop.link({ metadata: { order_number: `invoice-${String(number)}` } })}/pay`,
      ),
  ],
  [2, (shop, _, number) => shop.card({ ...order(number), currency: 'USD', amount: 1999 })],
];

/**
 * Makes a hundred varied payments, and waits until all that follows of them has come through.
 *
 * @param local a system whose webhooks are not held
 */
export async function makeVariedPayments(local: LocalSystem): Promise<Odd> {
  const shop = shopOf(local);
  const old = await longAgo(local, shop);
  const odd = await oddOnes(local, shop);
  const makes = kinds.flatMap(([times, make]) => Array.from({ length: times }, () => make));
  await concurrently([...makes.entries()], { workers }, async ([number, make]) => {
    await make(shop, local, 100 + number);
  });
  await local.sandbox('POST', 'webhooks/wait');
  // What is looked at again some minutes later: whether an order is paid twice.
  await local.advanceClock(10 * minuteMs);
  await local.sandbox('POST', 'schedules/gateway.catch-up');
  await local.sandbox('POST', 'events/wait');
  return { ...old, ...odd };
}
