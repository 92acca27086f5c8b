import type { ProviderRequest } from '../../functions/providers/client/provider-request.ts';
import type { SendResult } from '../../functions/providers/provider.ts';
import { dayBegin, dayEnd, idOf, outage, type Parameters, type Plan } from './plan.ts';
import { now, waitUntil, type Living } from './time.ts';

/* KOMOJU, as far as the jobs read it: its list of payments, one payment, and no customers. */

const perPage = 100;
const written = (moment: number): string => `${new Date(moment).toISOString().slice(0, 19)}Z`;
const wholeSecond = (moment: number): number => moment - (moment % 1000);

/** What the provider was asked. */
export type Asked = { pages: number; objects: number; throttled: number; unanswered: number };

/** How long a request is waited for that is not answered. */
const silentMs = 9_000;

/** Who asks: what it asked for is counted, and it has its answers as long as it lives. */
type Asking = { readonly asked: Asked; readonly living: Living };

type Shown = Asking & { readonly plan: Plan; readonly parameters: Parameters };

type ShownDay = Pick<Shown, 'plan' | 'parameters'> & { readonly asking: Map<string, Asking> };

let current: ShownDay | undefined;

/** From now on this day is shown. */
export function showDay(plan: Plan, parameters: Parameters): void {
  current = { plan, parameters, asking: new Map() };
}

/** The origin by which one process asks; each has its own. */
export function originFor(asking: Asking): string {
  const host = `${current?.asking.size ?? 0}.provider.test`;
  current?.asking.set(host, asking);
  return `https://${host}`;
}

/** Whether the provider has executed an operation by now. */
const isDone = ({ at, isExecuted }: Plan, index: number): boolean =>
  index >= 0 && isExecuted[index] === 1 && (at[index] ?? 0) <= now();

const refundOf = (plan: Plan, refund: number): object => ({
  id: `ref_${refund}`,
  amount: 1000,
  currency: 'JPY',
  description: `[${idOf(refund)}]`,
  created_at: written(plan.at[refund] ?? 0),
});

/** When a payment was captured; undefined where it is not. */
function capturedAt(plan: Plan, payment: number): number | undefined {
  const capture = plan.ofPayment[1]?.[payment] ?? -1;
  if (capture < 0) return plan.madeAt[payment];
  return isDone(plan, capture) ? plan.at[capture] : undefined;
}

function paymentOf(plan: Plan, payment: number): object {
  const [create = -1, , refund = -1] = plan.ofPayment.map((each) => each[payment]);
  const at = capturedAt(plan, payment);
  const isRefunded = isDone(plan, refund);
  return {
    id: `pay_${payment}`,
    status: isRefunded ? 'refunded' : at === undefined ? 'authorized' : 'captured',
    amount: 1000,
    currency: 'JPY',
    metadata: { gateway_operation: idOf(create) },
    created_at: written(plan.madeAt[payment] ?? 0),
    captured_at: at === undefined ? null : written(at),
    refunds: isRefunded ? [refundOf(plan, refund)] : [],
  };
}

/** Whether a payment is there by now. */
const isThere = (plan: Plan, payment: number): boolean =>
  isDone(plan, plan.ofPayment[0]?.[payment] ?? -1);

/** The first payment that was made at a moment or later. */
function firstFrom({ madeAt }: Plan, moment: number): number {
  let [low, high] = [0, madeAt.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((madeAt[middle] ?? 0) < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

function pageOf(plan: Plan, query: URLSearchParams): object {
  const from = Date.parse(query.get('start_time') ?? written(dayBegin));
  const to = Date.parse(query.get('end_time') ?? written(dayEnd));
  const page = Number(query.get('page') ?? '1');
  const [first, end] = [firstFrom(plan, from), firstFrom(plan, Math.min(to + 1000, now()))];
  const shown: number[] = [];
  for (let payment = first; payment < end; payment += 1) {
    if (wholeSecond(plan.madeAt[payment] ?? 0) <= to && isThere(plan, payment)) shown.push(payment);
  }
  const data = shown
    .slice((page - 1) * perPage, page * perPage)
    .map((payment) => paymentOf(plan, payment));
  const last = Math.max(Math.ceil(shown.length / perPage), 1);
  return { resource: 'list', data, total: shown.length, page, last_page: last };
}

/** Requests that callers make in a second: one for each operation of that second. */
function callersRate({ at, count }: Plan): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) < now()) low = middle + 1;
    else high = middle;
  }
  const before = at[low - 50];
  return before === undefined ? 0 : 50_000 / Math.max(now() - before, 1);
}

let [second, used] = [0, 0];
/** Whether this request is one too many in its second. */
function isThrottled(plan: Plan, limit: number): boolean {
  const at = wholeSecond(now());
  if (at !== second) [second, used] = [at, callersRate(plan)];
  used += 1;
  return used > limit;
}

const json = (status: number, body: object): SendResult => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(body),
});

/** What is answered, after as long as it takes. */
async function answer({ plan, parameters, asked }: Shown, url: URL): Promise<SendResult> {
  const [, , , kind = '', id] = url.pathname.split('/');
  const isOfPayments = kind === 'payments';
  if (id === undefined) {
    asked.pages += 1;
    await waitUntil(now() + parameters.pageMs);
    return json(200, isOfPayments ? pageOf(plan, url.searchParams) : pageOfNothing);
  }
  asked.objects += 1;
  await waitUntil(now() + parameters.objectMs);
  const payment = Number(id.slice('pay_'.length));
  return isOfPayments && isThere(plan, payment)
    ? json(200, paymentOf(plan, payment))
    : json(404, { error: { code: 'not_found', message: '', param: null } });
}

/**
 * Stands for `send` of functions/providers/client/send.ts: one request in, one answer out, after as long as the provider
 * takes.
 */
export async function send({ method, url }: ProviderRequest): Promise<SendResult> {
  const to = new URL(url);
  const asking = current?.asking.get(to.host);
  if (current === undefined || asking === undefined || method !== 'GET')
    throw new Error(`${method} ${url} must not be sent.`);
  const result = await answered({ ...current, ...asking }, to);
  await asking.living();
  return result;
}

async function answered(shown: Shown, url: URL): Promise<SendResult> {
  const { plan, parameters, asked } = shown;
  if (now() >= outage.from && now() < outage.to) {
    asked.unanswered += 1;
    await waitUntil(now() + silentMs);
    return { kind: 'unknown', why: 'no_answer' };
  }
  if (isThrottled(plan, parameters.limit)) {
    asked.throttled += 1;
    await waitUntil(now() + 50);
    return json(429, { error: { code: 'too_many_requests' } });
  }
  return answer(shown, url);
}

const pageOfNothing = { resource: 'list', data: [], total: 0, page: 1, last_page: 1 };
