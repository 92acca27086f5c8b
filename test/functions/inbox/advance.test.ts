import { describe, expect, test } from '@jest/globals';
import { coineyEvents } from '../../../functions/providers/coiney/events.ts';
import { coiney } from '../../../functions/providers/coiney/coiney.ts';
import type { PaymentView, RefundView } from '../../../functions/providers/event-source.ts';
import { komojuEvents } from '../../../functions/providers/komoju/events.ts';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import { advance, type Seen, type Step } from '../../../functions/inbox/advance.ts';
import { at } from '../../support/records.ts';

const komojuRules = { ...komojuEvents, ...komoju };

const view = (state: string, changes: Partial<PaymentView> = {}): PaymentView => ({
  ...{ id: 'pay1', state, amount: 1000, total: 1000, currency: 'JPY', at, refunds: [] },
  ...changes,
});

const seen = (changes: Partial<Seen>): Seen => ({
  ...{ known: undefined, hadEnded: false, read: view('captured'), told: undefined },
  lately: { known: false, told: false },
  ...changes,
});

const advanced = (changes: Partial<Seen>): Step => advance(seen(changes), komojuRules);
const kindOf = (changes: Partial<Seen>): Step['kind'] => advanced(changes).kind;

const refund: RefundView = { id: 'ref1', amount: 400, state: 'done', kind: 'refund' };
const bank: RefundView = { id: 'bank1', amount: 1000, state: 'done', kind: 'chargeback' };

// prettier-ignore
const becomes: readonly (readonly [from: string, to: string, kind: Step['kind']])[] = [
  ['pending',    'captured',   'changed'],
  ['pending',    'failed',     'changed'],
  ['failed',     'pending',    'changed'],
  ['failed',     'captured',   'changed'],
  ['authorized', 'captured',   'changed'],
  ['authorized', 'expired',    'changed'],
  ['expired',    'captured',   'changed'],
  ['expired',    'authorized', 'changed'],
  ['captured',   'refunded',   'changed'],
  ['captured',   'captured',   'same'],
  // What is paid does not become unpaid: the read is older.
  ['captured',   'authorized', 'behind'],
  ['captured',   'expired',    'behind'],
  ['captured',   'cancelled',  'behind'],
  ['captured',   'failed',     'behind'],
  ['refunded',   'authorized', 'behind'],
];

test.each(becomes)('on record as %s, read as %s: %s', (from, to, kind) => {
  expect(kindOf({ known: view(from), read: view(to) })).toBe(kind);
});

test('the first read of a payment is its record, whatever it shows', () => {
  expect(advanced({ read: view('expired') })).toMatchObject({
    kind: 'changed',
    view: { state: 'expired' },
    hasEnded: true,
    noted: [],
  });
});

describe('an event', () => {
  // prettier-ignore
  test.each([
    // told,       read,         kind
    ['captured',   'authorized', 'behind'],
    ['authorized', 'captured',   'changed'],
    ['refunded',   'authorized', 'behind'],
    ['expired',    'captured',   'changed'],
  ])('that tells %s where the read shows %s: %s', (told, read, kind) => {
    expect(kindOf({ told: view(told), read: view(read) })).toBe(kind);
  });

  test.each([
    ['expired', 'authorized'],
    ['authorized', 'expired'],
    ['failed', 'pending'],
    ['captured', 'refunded'],
  ])('of lately that tells %s waits while the read shows %s', (told, read) => {
    const of = { told: view(told), read: view(read) };

    expect(kindOf({ ...of, lately: { known: false, told: true } })).toBe('behind');
    expect(kindOf({ ...of, lately: { known: false, told: false } })).toBe('changed');
  });

  test('of lately need not wait where the read shows a refund that it does not', () => {
    const read = view('refunded', { refunds: [refund] });
    const lately = { known: true, told: true };

    expect(kindOf({ known: view('captured'), told: view('captured'), read, lately })).toBe(
      'changed',
    );
  });

  test('waits until the read shows its refunds', () => {
    const told = view('captured', { refunds: [refund] });

    expect(kindOf({ told, read: view('captured') })).toBe('behind');
    expect(kindOf({ told, read: told })).toBe('changed');
  });
});

describe('a read that shows no refunds at all', () => {
  const hidden = (state: string): PaymentView => view(state, { refunds: undefined });

  test.each<[string, Partial<Seen>]>([
    ['an event tells of one', { told: view('captured', { refunds: [refund] }) }],
    [
      'an event tells of another than is on record',
      {
        known: view('captured', { refunds: [refund] }),
        told: view('captured', { refunds: [refund, { ...refund, id: 'ref2' }] }),
      },
    ],
    [
      'an event tells that one is done',
      {
        known: view('captured', { refunds: [{ ...refund, state: 'pending' }] }),
        told: view('captured', { refunds: [refund] }),
      },
    ],
    ['an event tells of a chargeback', { told: view('captured', { refunds: [bank] }) }],
    ['a bank’s refund may have been returned', { known: view('refunded', { refunds: [bank] }) }],
  ])('says nothing where %s', (_, changes) => {
    expect(kindOf({ ...changes, read: hidden('captured') })).toBe('hidden');
  });

  test('says nothing of what was refunded since', () => {
    expect(kindOf({ known: view('captured'), read: hidden('refunded') })).toBe('hidden');
  });

  test.each<[string, Partial<Seen>]>([
    ['none was ever shown', { known: hidden('authorized'), told: hidden('captured') }],
    ['the state is not about them', { known: view('authorized'), told: view('captured') }],
    [
      'what is told is on record',
      {
        known: view('authorized', { refunds: [refund] }),
        told: view('captured', { refunds: [refund] }),
      },
    ],
  ])('is taken where %s', (_, changes) => {
    expect(kindOf({ ...changes, read: hidden('captured') })).toBe('changed');
  });

  test('is taken of a provider that never shows any', () => {
    expect(kindOf({ known: hidden('captured'), read: hidden('refunded') })).toBe('changed');
  });
});

describe('a record', () => {
  test('of lately does not go back to what may have been before', () => {
    const of = { known: view('expired'), read: view('authorized') };

    expect(kindOf({ ...of, lately: { known: true, told: false } })).toBe('behind');
  });

  test('forgets no refund', () => {
    const known = view('captured', { refunds: [refund] });

    expect(kindOf({ known, read: view('captured') })).toBe('behind');
  });

  test('keeps the refunds that a read does not show at all', () => {
    const known = view('captured', { refunds: [refund] });
    const read = view('captured', { refunds: undefined });

    expect(advanced({ known, read })).toMatchObject({ kind: 'same', view: known });
  });

  test('does not change because a number that looks like a card’s is masked in it', () => {
    const known = view('captured', { order: '411111••••••1111' });

    expect(kindOf({ known, read: view('captured', { order: '4111111111111111' }) })).toBe('same');
  });
});

describe('refunded', () => {
  test('becomes captured where a bank gave back what it took', () => {
    const known = view('refunded', { refunds: [bank] });

    expect(kindOf({ known, read: view('captured') })).toBe('changed');
    expect(
      kindOf({ known, read: view('captured', { refunds: [{ ...bank, state: 'failed' }] }) }),
    ).toBe('changed');
    expect(kindOf({ known, read: view('captured', { refunds: [{ ...bank, amount: 1 }] }) })).toBe(
      'changed',
    );
  });

  test.each([[[]], [[refund]]])('does not become captured without that: %j', (refunds) => {
    const of = { known: view('refunded', { refunds }), read: view('captured', { refunds }) };

    expect(kindOf(of)).toBe('impossible');
  });

  test('does not become captured while the bank’s refund is as it was', () => {
    const refunds = [bank];
    const of = { known: view('refunded', { refunds }), read: view('captured', { refunds }) };

    expect(kindOf(of)).toBe('impossible');
  });
});

describe('noted is', () => {
  const notedOf = (changes: Partial<Seen>): unknown => {
    const step = advanced(changes);
    return 'noted' in step ? step.noted : step.kind;
  };
  const late = [{ finding: 'late_money', object: 'pay1' }];

  test.each<[string, Partial<Seen>, unknown]>([
    ['told to have ended', { told: view('expired') }, late],
    ['on record to have ended', { hadEnded: true, known: view('authorized') }, late],
    ['refunded after that', { hadEnded: true, read: view('refunded') }, late],
    ['that had only failed', { told: view('failed'), known: view('failed') }, []],
    ['still to be paid', { hadEnded: true, read: view('authorized') }, []],
  ])('late money of a payment %s', (_, changes, expected) => {
    expect(notedOf(changes)).toEqual(expected);
  });

  test('a chargeback once, though it is told and read', () => {
    const shown = view('refunded', { refunds: [bank, refund] });

    expect(notedOf({ told: shown, read: shown })).toEqual([
      { finding: 'chargeback', object: 'bank1' },
    ]);
  });

  test('a chargeback of which only an event tells', () => {
    expect(notedOf({ told: view('refunded', { refunds: [bank] }) })).toEqual([
      { finding: 'chargeback', object: 'bank1' },
    ]);
  });
});

test('that a payment had ended is a change, even if it looks the same', () => {
  const known = view('authorized');

  expect(advanced({ known, read: known, told: view('expired') })).toMatchObject({
    kind: 'changed',
    hasEnded: true,
  });
});

describe('Coiney', () => {
  const kindAt = (from: string, to: string): string =>
    advance(seen({ known: view(from), read: view(to) }), { ...coineyEvents, ...coiney }).kind;

  // prettier-ignore
  test.each([
    ['open',      'paid',      'changed'],
    ['open',      'expired',   'changed'],
    ['expired',   'open',      'changed'],
    ['paid',      'refunded',  'changed'],
    ['paid',      'open',      'behind'],
    ['refunded',  'paid',      'behind'],
    ['cancelled', 'paid',      'impossible'],
  ])('%s, read as %s: %s', (from, to, kind) => {
    expect(kindAt(from, to)).toBe(kind);
  });
});

describe('how a payment is paid', () => {
  const known = view('captured');

  test('is no news by itself: a record from before it was kept stays as it is', () => {
    expect(kindOf({ known, read: view('captured', { method: 'konbini' }) })).toBe('same');
  });

  test('is kept with what has changed', () => {
    expect(
      advanced({ known: view('authorized'), read: view('captured', { method: 'konbini' }) }),
    ).toMatchObject({ kind: 'changed', view: { method: 'konbini' } });
  });

  test('is a change where it was another', () => {
    const read = view('captured', { method: 'konbini' });
    expect(kindOf({ known: view('captured', { method: 'credit_card' }), read })).toBe('changed');
  });
});
