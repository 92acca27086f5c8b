import { describe, expect, test } from '@jest/globals';
import type { HistoryEntry } from '../../../../functions/inbox/history.ts';
import type { OperationRecord } from '../../../../functions/ledger/record.ts';
import { after, minuteMs, type EpochMs } from '../../../../functions/platform/clock.ts';
import type { Attempt } from '../../../../functions/orders/attempts.ts';
import type { PaymentView } from '../../../../functions/providers/event-source.ts';
import { cautionsOf } from '../../../../lib/cli/evidence/cautions.ts';
import type { Evidence } from '../../../../lib/cli/evidence/read-evidence.ts';
import { at, recordWith } from '../../../support/records.ts';

/* What speaks against saying that an operation was not executed. */

const soon = after(at, minuteMs);
const before = after(at, -minuteMs);

const nothing: Evidence = { payment: undefined, around: [], refundedBefore: 0, attempts: [] };

/** A refund of a payment that was sent, of which a read from after it found nothing: no reason for doubt. */
const refund = (changes: Partial<OperationRecord> = {}): OperationRecord =>
  unread({ notFoundAt: soon, ...changes });

const unread = (changes: Partial<OperationRecord> = {}): OperationRecord =>
  recordWith({
    ...{ operation: 'komoju.payment.refund', resource: 'komoju#pay1' },
    ...{ requested: { amount: 300, currency: 'JPY' }, ...changes },
  });

const line = (when: EpochMs, changes: Partial<HistoryEntry> = {}): HistoryEntry => ({
  ...{ at: new Date(when).toISOString(), cause: 'webhook', what: 'payment.refunded', id: 'evt1' },
  ...{ caller: null, outcome: null, from: 'captured', to: 'captured' },
  ...{ amount: 1000, refunded: 0, currency: 'JPY', ...changes },
});

const view = (changes: Partial<PaymentView> = {}): PaymentView => ({
  ...{ id: 'pay1', state: 'captured', amount: 1000, total: 1000, currency: 'JPY', at: before },
  ...changes,
});

const attempt = (changes: Partial<Attempt> = {}): Attempt => ({
  ...{ kind: 'payment', id: 'pay2', state: 'captured', phase: 'paid', amount: 300, at: soon },
  ...changes,
});

const cautions = (
  record: OperationRecord,
  evidence: Partial<Evidence> = {},
  lookup?: Parameters<typeof cautionsOf>[0]['lookup'],
): readonly string[] => cautionsOf({ record, evidence: { ...nothing, ...evidence }, lookup });

describe('nothing speaks against it', () => {
  test('where a read from after the last attempt found nothing', () => {
    expect(cautions(refund())).toEqual([]);
  });

  test('where nothing was ever sent', () => {
    expect(cautions(unread({ attempts: 0 }), { around: [line(soon, { refunded: 300 })] })).toEqual(
      [],
    );
  });

  test.each([
    ['an event from before it', line(before, { refunded: 300 })],
    ['an event that changes nothing', line(soon)],
    ['what was given back before', line(soon, { refunded: 200 })],
    ['the gateway’s own operation', line(soon, { cause: 'operation', from: 'authorized' })],
  ])('by %s', (_, entry) => {
    expect(cautions(refund(), { around: [entry], refundedBefore: 200 })).toEqual([]);
  });

  test.each([
    ['of another amount', attempt({ amount: 900 })],
    ['that another operation made', attempt({ operation: 'op_other' })],
    ['from long before', attempt({ at: after(at, -60 * minuteMs) })],
    ['that is a session', attempt({ kind: 'session' })],
  ])('by an attempt %s', (_, other) => {
    expect(cautions(refund(), { attempts: [other] })).toEqual([]);
  });
});

describe('it is told', () => {
  const notRead = /^Nothing was read at the provider since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/;

  test('that nothing was read since the last attempt', () => {
    const record = unread();
    expect(cautions(record)).toEqual([expect.stringMatching(notRead)]);
    expect(cautions(refund({ notFoundAt: before }))).toEqual([expect.stringMatching(notRead)]);
    expect(cautions(record, {}, { observed: [] })).toEqual([]);
  });

  test('that an event told of more money given back', () => {
    const around = [line(before, { refunded: 100 }), line(soon, { refunded: 400 })];
    expect(cautions(refund(), { around })).toEqual([
      expect.stringMatching(/^The provider told of payment\.refunded at /),
    ]);
  });

  test('which other operation may have caused the event', () => {
    const own = { cause: 'operation', what: 'komoju.payment.refund', outcome: 'succeeded' };
    const around = [
      line(soon, { ...own, id: 'op_other', to: null }),
      line(soon, { refunded: 400 }),
    ];
    expect(cautions(refund(), { around })).toEqual([
      expect.stringContaining('It may be the doing of op_other'),
    ]);
  });

  test('that an event told of another state', () => {
    const around = [line(soon, { from: 'captured', to: 'refunded' })];
    expect(cautions(refund(), { around })).toEqual([expect.stringContaining('refunded since')]);
  });

  test('that a refund on record carries its id', () => {
    const record = refund();
    const own = { id: 'ref1', amount: 300, state: 'done', kind: 'refund' } as const;
    const payment = view({ refunds: [{ ...own, reference: record.id }] });
    expect(cautions(record, { payment })).toEqual([expect.stringMatching(/^ref1 is on record/)]);
  });

  test('once that a payment carries its id, though both record and order have it', () => {
    const record = refund({ operation: 'komoju.payment.create' });
    const payment = view({ reference: record.id });
    const attempts = [attempt({ id: 'pay1', operation: record.id })];
    expect(cautions(record, { payment, attempts })).toHaveLength(1);
  });

  test('that a payment of the same order was made by nobody known', () => {
    expect(cautions(refund(), { attempts: [attempt()] })).toEqual([
      expect.stringMatching(/^pay2 pays the same order/),
    ]);
  });

  test('that the provider shows what could be it, and what is as it would have left it', () => {
    const answer = { status: 200, body: '', contentType: undefined } as never;
    const seen = (id: string) => ({ answer, object: { id, amount: 300, currency: 'JPY' } });
    expect(cautions(refund(), {}, { observed: [seen('ref1')], couldBe: [seen('ref2')] })).toEqual([
      expect.stringMatching(/^komoju shows ref1, as op_\d+ would have left it/),
      expect.stringMatching(/^komoju shows ref2 of 300 JPY, which does not say/),
    ]);
  });

  test('that a read showed what it asks for', () => {
    expect(cautions(refund({ observedAt: soon }))).toEqual([
      expect.stringContaining('showed what this operation asks for'),
    ]);
  });
});
