/** What the shop reads of a session: KOMOJU's members. */
export type Session = {
  readonly id: string;
  readonly status: string;
  readonly expired: boolean;
  readonly session_url: string;
  readonly payment?: {
    readonly status: string;
    readonly total: number;
    readonly payment_deadline?: string | null;
    readonly payment_details?: Readonly<Record<string, unknown>>;
  } | null;
};

const escaped = (value: unknown): string =>
  String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const yen = (amount: number): string => `¥${amount.toLocaleString('en')}`;

const moment = (iso: string): string =>
  new Date(iso).toLocaleString('en', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Asia/Tokyo',
  });

const style = `:root{color-scheme:light dark;--paper:#faf7f2;--card:#fff;--ink:#2b2320;--line:#e4dbcf;--accent:#8a3d1c}
@media(prefers-color-scheme:dark){:root{--paper:#1d1917;--card:#27211e;--ink:#f0e9e1;--line:#40372f;--accent:#f0a37c}}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.6 system-ui,sans-serif}
main{max-width:26rem;margin:0 auto;padding:2.5rem 1.25rem}h1{font-size:1.5rem;line-height:1.25}
.card{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:1.5rem;margin:1.5rem 0}
.card>:first-child{margin-top:0}.card>:last-child{margin-bottom:0}dl,dd:last-child{margin-bottom:0}
dd{margin:0 0 .75rem;font-weight:600}.store{text-transform:capitalize}
.price{font-size:1.75rem;font-weight:600;margin:0}small,dt{opacity:.75}
button{display:block;box-sizing:border-box;width:100%;padding:.85rem;border:0;border-radius:10px;
background:var(--accent);color:var(--paper);font:inherit;font-weight:600;cursor:pointer}
a{color:var(--accent)}:focus-visible{outline:3px solid var(--accent);outline-offset:3px}`;

const page = (title: string, content: string): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title} · Kissaten</title><style>${style}</style>
<main><p>☕ Kissaten, a demo shop</p><h1>${title}</h1>${content}</main></html>`;

const button = (number: string, label: string): string =>
  `<form method="post" action="/demo/orders"><input type="hidden" name="number" value="${escaped(number)}"><button>${label}</button></form>`;

type Goods = { readonly name: string; readonly price: number };

/** What is sold. The order has its number before the button is pressed, so that pressing it twice buys once. */
export const frontPage = (number: string, { name, price }: Goods): string =>
  page(
    name,
    `<div class="card"><p>Roasted in Kobe on Tuesdays. Chocolate, walnut, a little orange.</p>
<p class="price">${yen(price)}</p><p><small>tax included</small></p>${button(number, 'Buy now')}</div>`,
  );

/** How a payment in cash is made, as far as the provider says it. */
function instructions(details: Readonly<Record<string, unknown>> = {}): string {
  const shown = {
    store: 'Where',
    confirmation_code: 'Confirmation code',
    receipt: 'Receipt number',
  };
  const lines = Object.entries(shown).flatMap(([name, label]) =>
    details[name] == null
      ? []
      : [`<dt>${label}</dt><dd class="${name}">${escaped(details[name])}</dd>`],
  );
  return `<dl>${lines.join('')}</dl>`;
}

type Payment = NonNullable<Session['payment']>;
type Notice = readonly [title: string, text: string];

/** What a customer is told of a payment, by its status. */
const noticeOf: Readonly<Partial<Record<string, (payment: Payment) => Notice>>> = {
  captured: ({ total }) => [
    'Thank you',
    `<p>Your order is paid.</p><p class="price">${yen(total)}</p>`,
  ],
  authorized: ({ total, payment_deadline: deadline, payment_details }) => [
    'Almost there',
    `<p>Please pay ${yen(total)}${deadline == null ? '' : ` by ${moment(deadline)}`}:</p>${instructions(payment_details)}`,
  ],
  refunded: () => ['Refunded', '<p>You have got your money back.</p>'],
  pending: () => ['Being confirmed', '<p>Load this page again in a moment.</p>'],
};

function noticeFor(number: string, session: Session | undefined): Notice {
  const again = button(number, 'Pay');
  if (session === undefined) {
    const text = 'The payment service was not reached. Try again: the order is paid once.';
    return ['Not confirmed yet', `<p>${text}</p>${again}`];
  }
  const { payment, expired } = session;
  const why = expired ? 'The time to pay is over.' : 'Your order is not paid.';
  return (payment && noticeOf[payment.status]?.(payment)) ?? ['Not paid', `<p>${why}</p>${again}`];
}

/** What became of an order, by its session as the gateway shows it; undefined: that could not be asked. */
export function orderPage(number: string, session: Session | undefined): string {
  const [title, text] = noticeFor(number, session);
  return page(
    title,
    `<div class="card">${text}</div><p><small>Order<br>${escaped(number)}</small></p>
<p><a href="/demo">Back to the shop</a></p>`,
  );
}
