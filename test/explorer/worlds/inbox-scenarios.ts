import { delay, inTurn, komoju, order, refund, times } from './ground.ts';
import type { News, Scenario } from './scenario.ts';

/*
 * The worlds of what is news: events of one payment that come twice, late and in any order, with reads that lag, and
 * webhooks that die or are not answered; and a payment that nobody was told of, until its webhook comes. Anything goes
 * wrong where webhooks come one after another; of two at once time passes, or something stops one halfway.
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

/** What goes wrong between two webhooks at once: the rest goes wrong where they come one after another. */
const stopped = {
  ...{ misreads: false, jumps: 0 },
  only: [...lagsAndDeaths, 'the reply is lost and the SDK tries again'],
};

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
  ...inTurn,
  name: 'told-of-cash',
  provider: { ...komoju, lags: true },
  requests: [],
  misreads,
  declines: 0,
  jumpsMs: [delay],
  news: newsOf([{ status: 'authorized' }, captured], []),
};

const refunds: Scenario = {
  ...tells,
  name: 'told-of-refunds',
  news: newsOf([captured, { ...captured, refunds: [part] }], ['object_without_record ref_1']),
};

const expiry: Scenario = {
  ...tells,
  name: 'told-of-an-expiry',
  news: newsOf([{ status: 'authorized' }, { status: 'expired' }], []),
};

const taken = { id: 'bank_1', amount: 1000, chargeback: true };

const chargeback: Scenario = {
  ...tells,
  name: 'told-of-a-chargeback',
  news: newsOf([captured, { status: 'refunded', refunds: [taken] }], ['chargeback bank_1']),
};

/** Two webhooks at once, after the event of the first that happens is received. */
const onceReceived = (world: Scenario, happens: string): Scenario => ({
  ...world,
  prelude: [happens, ...received],
  atOnce: 2,
});

export const inboxScenarios: readonly Scenario[] = [
  { ...onceReceived(tells, 'authorized'), name: 'told-slowly-of-cash-at-once', faults: 0 },
  { ...onceReceived(expiry, 'authorized'), name: 'told-slowly-of-an-expiry-at-once', faults: 0 },
  { ...onceReceived(tells, 'authorized'), ...stopped, name: 'told-of-cash-at-once' },
  { ...onceReceived(refunds, 'captured'), ...stopped, name: 'told-of-refunds-at-once' },
  { ...onceReceived(expiry, 'authorized'), ...stopped, name: 'told-of-an-expiry-at-once' },
  { ...onceReceived(chargeback, 'captured'), ...stopped, name: 'told-of-a-chargeback-at-once' },
  {
    ...tells,
    name: 'told-twice-at-once',
    prelude: ['authorized', 'tells of event_1', ...applied],
    atOnce: 2,
    misreads: false,
    news: { ...newsOf([{ status: 'authorized' }, captured], []), webhooks: 3 },
  },
  {
    ...tells,
    name: 'told-of-late-cash',
    prelude: ['expired', 'tells of event_1', ...applied],
    atOnce: 2,
    misreads: false,
    news: newsOf([{ status: 'expired' }, captured], ['late_money pay_told']),
  },
  ...[tells, refunds, expiry, chargeback].flatMap((each) => [
    each,
    { ...each, name: `${each.name}-with-two-faults`, faults: 2, jumps: 0 },
  ]),
  {
    ...chargeback,
    name: 'told-slowly-of-a-hidden-chargeback',
    faults: 2,
    only: ['it is written, and dies'],
    misreads: ['without refunds'],
  },
  {
    ...inTurn,
    name: 'told-of-a-payment',
    requests: times(2, order),
    misreads,
    declines: 0,
    jumpsMs: [delay],
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
