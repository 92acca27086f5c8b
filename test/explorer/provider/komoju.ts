import { dayMs } from '../../../functions/platform/clock.ts';
import type { Answer } from '../../../functions/providers/outcome.ts';
import type { Happening } from '../worlds/scenario.ts';
import { startAt } from '../worlds/start.ts';
import { contentType, written, type Entity, type Made } from './made.ts';
import { newSession, oldSession, paidSession } from './komoju-sessions.ts';
import { inOrder, partsOf, type Asked, type Shelf, type Speech } from './speech.ts';

const json = (status: number, body: object): Answer => ({
  status,
  contentType,
  body: JSON.stringify(body),
});

const error = (status: number, code: string): Answer => json(status, { error: { code } });

const notFound = error(404, 'not_found');

const payment = (members: Entity & { id: string; status: string; at: number }): Entity => {
  const { id, status, at, ...rest } = members;
  const created_at = written(at);
  return {
    id,
    status,
    amount: 1000,
    total: 1000,
    currency: 'JPY',
    created_at,
    captured_at: created_at,
    ...rest,
  };
};

const newPayment = ({ object, isLive, at, sent }: Made): Entity =>
  payment({
    id: object,
    status: isLive ? 'captured' : 'failed',
    at,
    amount: sent['amount'],
    metadata: sent['metadata'],
    refunds: [],
  });

const refundIn = ({ object, at, sent }: Made): Entity => ({
  id: object,
  amount: sent['amount'],
  currency: 'JPY',
  description: sent['description'],
  created_at: written(at),
});

/** A payment that was there before: what became of it follows from what was made on it. */
function oldPayment(id: string, { shown, isCaptured }: Shelf): Entity {
  const on = shown.filter((one) => one.on === id);
  const capture = on.find(({ operation }) => operation === 'komoju.payment.capture');
  const refunds = on.filter(({ operation }) => operation === 'komoju.payment.refund');
  return payment({
    id,
    status: isCaptured || capture !== undefined ? 'captured' : 'authorized',
    at: longAgo,
    captured_at: isCaptured ? written(longAgo) : capture === undefined ? null : written(capture.at),
    metadata: {},
    refunds: refunds.map(refundIn),
  });
}

/** A payment of which only is known what happens to it: it was made for an order, and by nobody here. */
export const happenedPayment = ({ status, refunds = [] }: Happening): Entity =>
  payment({
    id: 'pay_told',
    status,
    at: longAgo,
    captured_at: null,
    metadata: {},
    refunds: refunds.map((refund) => ({ ...refund, created_at: written(startAt) })),
  });

const longAgo = startAt - 2 * dayMs;
const oldPayments: readonly string[] = ['pay_1', 'pay_2'];

const isCreate = ({ operation }: Made): boolean => operation === 'komoju.payment.create';
const isGone = (id: string, made: readonly Made[]): boolean =>
  made.some(({ operation, on }) => operation === 'komoju.customer.delete' && on === id);

const otherPayment = (at: number): Entity & { id: string } => ({
  ...payment({ id: `pay_of_others_${at}`, status: 'captured', at, metadata: {}, refunds: [] }),
  id: `pay_of_others_${at}`,
});

const listed = (shelf: Shelf): readonly Entity[] =>
  inOrder(shelf, [
    ...oldPayments.map((id) => oldPayment(id, shelf)),
    ...shelf.others.filter((at) => at <= shelf.at).map(otherPayment),
    ...shelf.shown.filter(isCreate).map(newPayment),
  ]);

function readList({ query }: Asked, shelf: Shelf): Answer {
  const { start_time: from = '', end_time: to = '9', page = '1' } = query;
  const all = listed(shelf).filter((one) => {
    const created = String(one['created_at']);
    return created >= from && created <= to;
  });
  const start = (Number(page) - 1) * shelf.pageSize;
  return json(200, {
    data: all.slice(start, start + shelf.pageSize),
    total: all.length,
    page: Number(page),
    last_page: Math.max(1, Math.ceil(all.length / shelf.pageSize)),
  });
}

function found(id: string, shelf: Shelf): Answer {
  if (oldPayments.includes(id)) return json(200, oldPayment(id, shelf));
  if (shelf.happened?.['id'] === id) return json(200, shelf.happened);
  const made = shelf.shown.find((one) => isCreate(one) && one.object === id);
  return made === undefined ? notFound : json(200, newPayment(made));
}

/** KOMOJU, as far as the worlds speak with it. */
export const komoju: Speech = {
  error,
  declined: error(502, 'card_declined'),
  rejected: error(422, 'new_code'),
  rejection: (path, made) => {
    const [kind, id = '', action] = partsOf(path);
    if (kind === 'customers') return isGone(id, made) ? notFound : undefined;
    const isCaptured = made.some(({ operation, on }) => {
      return operation === 'komoju.payment.capture' && on === id;
    });
    return action === 'capture' && isCaptured ? error(422, 'not_capturable') : undefined;
  },
  idOf: (path, count) => {
    const [kind, id, action] = partsOf(path);
    if (id === undefined) return kind === 'sessions' ? `ses${count}` : `pay${count}`;
    return action === 'refund' ? `ref${count}` : id;
  },
  done: (one, path, shelf) => {
    const [kind, id] = partsOf(path);
    if (kind === 'customers') return { status: 204, body: '' };
    if (kind === 'sessions')
      return json(200, id === undefined ? newSession(one) : paidSession(one));
    return json(200, id === undefined ? newPayment(one) : oldPayment(id, shelf));
  },
  read: (asked, shelf) => {
    const [kind, id] = partsOf(asked.path);
    if (id === undefined) return readList(asked, shelf);
    if (kind === 'payments') return found(id, shelf);
    if (kind === 'sessions') return json(200, oldSession(id, shelf));
    return isGone(id, shelf.shown)
      ? notFound
      : json(200, { id, source: {}, created_at: written(longAgo) });
  },
  beside: (asked, page, step) => {
    const number = Number(page['page']) + step;
    return number < 1 ? undefined : { ...asked, query: { ...asked.query, page: String(number) } };
  },
};
