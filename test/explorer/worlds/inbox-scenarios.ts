import { delay, inTurn, komoju, order, plain, refund, times } from './ground.ts';
import type { News, Scenario } from './scenario.ts';

/*
 * The worlds of what is news: events of one payment that come twice, late and in any order, with reads that lag, and
 * webhooks that die or are not answered; and a payment that nobody was told of, until its webhook comes.
 */

/** Reads that show nothing, or too little. Where a member only tells who asked for it, its absence is a finding. */
const misreads = [
  ...['without refunds', 'without status', 'without created_at', 'refunds in another form'],
  ...['that cannot be read', 'status in another form', 'created_at in another form'],
  ...['another object', 'an empty answer', 'without a code', 'in no list'],
];

/** A first event that is received, before its payment is read. */
const received = ['tells of event_1', 'writes'];

const lagsAndDeaths = ['it lags behind', 'dies before it is written', 'it is written, and dies'];

/** A first event that is applied: received, the record and the payment read, a finding, a revision. */
const applied = [
  ...['writes', 'reads the record', 'turns to the provider', 'asks for payments/pay_told'],
  ...['writes', 'writes', 'writes'],
];

const captured = { status: 'captured' };
const part = { id: 'ref_1', amount: 400 };
const foreign = ['object_without_record pay_told'];

const newsOf = (happens: News['happens'], findings: readonly string[]): News => ({
  happens,
  webhooks: 2,
  findings: [...foreign, ...findings],
});

const tells: Scenario = {
  ...plain,
  name: 'told-of-cash',
  provider: { ...komoju, lags: true },
  requests: [],
  faults: 1,
  misreads,
  declines: 0,
  jumps: 1,
  jumpsMs: [delay],
  news: newsOf([{ status: 'authorized' }, captured], []),
};

export const inboxScenarios: readonly Scenario[] = [
  tells,
  {
    ...tells,
    name: 'told-of-refunds',
    prelude: ['captured', ...received],
    only: lagsAndDeaths,
    misreads: false,
    news: newsOf([captured, { ...captured, refunds: [part] }], ['object_without_record ref_1']),
  },
  {
    ...tells,
    name: 'told-twice-at-once',
    prelude: ['authorized', 'tells of event_1', ...applied],
    misreads: false,
    news: { ...newsOf([{ status: 'authorized' }, captured], []), webhooks: 3 },
  },
  {
    ...tells,
    name: 'told-of-an-expiry',
    prelude: ['authorized', ...received],
    only: lagsAndDeaths,
    misreads: false,
    news: newsOf([{ status: 'authorized' }, { status: 'expired' }], []),
  },
  {
    ...tells,
    name: 'told-slowly-of-an-expiry',
    prelude: ['authorized', ...received],
    faults: 0,
    news: newsOf([{ status: 'authorized' }, { status: 'expired' }], []),
  },
  {
    ...tells,
    name: 'told-of-late-cash',
    prelude: ['expired', 'tells of event_1', ...applied],
    misreads: false,
    news: newsOf([{ status: 'expired' }, captured], ['late_money pay_told']),
  },
  {
    ...tells,
    name: 'told-of-a-chargeback',
    news: newsOf(
      [
        captured,
        { status: 'refunded', refunds: [{ id: 'bank_1', amount: 1000, chargeback: true }] },
      ],
      ['chargeback bank_1'],
    ),
  },
  {
    ...inTurn,
    name: 'told-of-a-payment',
    requests: times(2, order),
    misreads,
    declines: 0,
    news: { happens: [], webhooks: 2, findings: [] },
  },
  {
    ...inTurn,
    name: 'told-of-a-refund',
    requests: [refund],
    misreads,
    declines: 0,
    news: { happens: [], webhooks: 2, findings: ['object_without_record pay_1'] },
  },
];
