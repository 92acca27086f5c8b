import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { jsonIn } from '../../platform/body/json-in.ts';
import { after, secondMs } from '../../platform/clock.ts';
import { isSameSecret } from '../../platform/same-secret.ts';
import type { EventSource, ParsedEvent, PaymentView } from '../event-source.ts';
import { Id, ifReadable, Moment, momentOf, writtenSecond } from '../reference.ts';
import { komoju } from './komoju.ts';
import { parsePaymentView } from './payment-view.ts';
import { parseSessionView } from './session-view.ts';

/*
 * KOMOJU's webhooks and its list of events (documentation "Webhooks" and its Node client's types, seen 2026). The
 * signature has no time in it, so an old delivery can be sent again by whoever has seen it: an event's id and a read of
 * the payment make that harmless.
 */

const Event = z.looseObject({
  id: Id,
  type: z.string(),
  created_at: Moment,
  data: z.looseObject({
    id: ifReadable(z.string()),
    resource: ifReadable(z.string()),
    payment: ifReadable(z.string()),
  }),
});

/** The payment that an event is about; the data of some may be the refund itself (unverified). */
const paymentIn = ({ id, resource, payment }: z.infer<typeof Event>['data']): string | undefined =>
  resource === 'refund' ? payment : id;

function parse(body: unknown): ParsedEvent {
  const { data: event } = Event.safeParse(body);
  if (event === undefined) {
    const { data } = z.looseObject({ type: z.string() }).safeParse(body);
    return data === undefined || data.type.startsWith('payment.') ? 'unreadable' : 'ignored';
  }
  const { id, type, created_at, data } = event;
  if (!type.startsWith('payment.')) return 'ignored';
  const payment = paymentIn(data);
  if (payment === undefined || payment === '') return 'unreadable';
  const told: PaymentView | undefined = parsePaymentView(data);
  return { id, type, payment, at: momentOf(created_at), told };
}

/** A page has at most so many; unverified, as its documents name no bound. */
const perPage = '100';

const Page = z.looseObject({
  data: z.array(z.unknown()),
  page: z.int(),
  last_page: z.int(),
});

const Dated = z.looseObject({ created_at: Moment });

const Chargebacks = z.looseObject({
  data: z.array(
    z.looseObject({
      id: Id,
      payment: z.union([Id, z.looseObject({ id: Id })]),
      status: z.string(),
      due_date: ifReadable(z.string()),
      due_at: ifReadable(z.string()),
    }),
  ),
});

/** A day without a time is taken for its begin, which is early enough. */
const dueOf = (text: string | undefined): ReturnType<typeof momentOf> =>
  momentOf(/^\d{4}-\d\d-\d\d$/.test(text ?? '') ? `${text ?? ''}T00:00:00+09:00` : text);

export const komojuEvents: EventSource = {
  provider: komoju.name,
  secretPlace: 'webhookSecret',
  // Lowercase hex of HMAC-SHA256 over the raw bytes (documentation "Webhooks"; its plugins compute it so).
  isGenuine: ({ headers, bytes }, secret) =>
    isSameSecret(
      headers.first('x-komoju-signature') ?? '',
      createHmac('sha256', secret).update(bytes).digest('hex'),
    ),
  parseEvent: (bytes) => parse(jsonIn(bytes)),
  paymentsPath: '/api/v1/payments',
  parsePayment: parsePaymentView,
  endedStates: new Set(['cancelled', 'expired']),
  sessions: {
    path: '/api/v1/sessions',
    read: parseSessionView,
    changedBy: ['komoju.session.cancel', 'komoju.session.pay'],
  },
  events: {
    path: '/api/v1/events',
    // Its Node client's types name both times (seen 2026); whether they are included themselves is not documented.
    query: (page, { from, to }) => [
      ['page', String(page)],
      ['per_page', perPage],
      ['start_time', writtenSecond(after(from, -secondMs))],
      ...(to === undefined ? [] : ([['end_time', writtenSecond(after(to, secondMs))]] as const)),
    ],
    read: (body) => {
      const { data: page } = Page.safeParse(body);
      if (page === undefined) return undefined;
      const oldest = Dated.safeParse(page.data.at(-1)).data;
      return {
        events: page.data.map(parse),
        oldestAt: momentOf(oldest?.created_at),
        pages: page.last_page,
      };
    },
  },
  chargebacks: {
    path: '/api/v1/chargeback_requests',
    query: [['per_page', perPage]],
    read: (body) =>
      Chargebacks.safeParse(body).data?.data.map(({ id, payment, status, due_date, due_at }) => ({
        id,
        payment: typeof payment === 'string' ? payment : payment.id,
        isOpen: status === 'pending',
        dueAt: dueOf(due_at ?? due_date),
      })),
  },
};
