import { describe, expect, test } from '@jest/globals';
import { isLongUnknown } from '../../../functions/ledger/outgoing.ts';
import { postponeRead } from '../../../functions/ledger/lookup-schedule.ts';
import { toUpdate } from '../../../functions/ledger/table/items.ts';
import {
  attemptOf,
  eraseAnswer,
  fail,
  markUnknown,
  releaseLease,
  succeed,
  type CompletedRecord,
} from '../../../functions/ledger/transitions.ts';
import { after, dayMs, minuteMs, type EpochMs } from '../../../functions/platform/clock.ts';
import { claimRequest } from '../../support/claims.ts';
import { at, completionWith, recordWith } from '../../support/records.ts';

const later = after(at, minuteMs);

/** The day on which the operation was first asked for, since 1970. */
const day = 20_833;

describe('what goes out of an operation', () => {
  test('is how it ended, with what it was about, and who asked', () => {
    const record = recordWith({ order: 'komoju#order-1', resource: 'komoju#pay1' });
    const { outgoing } = succeed(
      attemptOf(record, claimRequest, at),
      completionWith('{}'),
      later,
    ).set;

    expect(outgoing).toMatchObject({
      ...{ type: 'operation.succeeded', subject: record.id, revision: `${day}2` },
      ...{ provider: 'komoju', payment: 'pay1', order: 'order-1', operation: record.id },
      ...{ action: 'komoju.payment.capture', caller: 'storefront', object: 'pay1' },
      ...{ amount: '1000', currency: 'JPY', cause: 'answer', at: new Date(later).toISOString() },
    });
  });

  test('names the payment that its path named where the answer names none', () => {
    const completion = { ...completionWith('{}'), resource: undefined };
    const { outgoing } = succeed(recordWith({ resource: 'komoju#pay7' }), completion, later).set;

    expect(outgoing?.payment).toBe('pay7');
  });

  test('is why it failed', () => {
    const completion = { result: { why: 'answer', status: 402, code: 'card_declined' } } as const;
    const { outgoing } = fail(recordWith(), completion, later).set;

    expect(outgoing).toMatchObject({
      type: 'operation.failed',
      cause: 'card_declined',
      object: '',
    });
  });

  test('is older, by its revision, where nobody knows how it ended', () => {
    const record = recordWith();
    const { outgoing } = markUnknown(record, later).set;

    expect(outgoing).toMatchObject({
      type: 'operation.unknown',
      subject: record.id,
      revision: `${day}1`,
    });
    expect(markUnknown(record, later).onlyIf).toEqual({ state: 'PENDING', token: record.token });
  });

  test('is another event, and a newer one, where its key is used again after 90 days', () => {
    const eventOf = (firstAt: EpochMs) =>
      succeed(recordWith({ id: 'op_again', firstAt }), completionWith('{}'), later).set.outgoing;
    const [first, again] = [eventOf(at), eventOf(after(at, 91 * dayMs))];

    expect(again?.subject).toBe(first?.subject);
    expect(again?.id).not.toBe(first?.id);
    expect(Number(again?.revision)).toBeGreaterThan(Number(first?.revision));
  });

  test('is taken away by the next write, so that the stream has it once', () => {
    const record = recordWith();
    const completed = { ...record, state: 'SUCCEEDED' } as CompletedRecord;
    const names = ({ UpdateExpression }: { UpdateExpression: string }) => UpdateExpression;

    expect(names(toUpdate(releaseLease(attemptOf(record, claimRequest, at))))).toMatch(
      /REMOVE #out$/,
    );
    expect(names(toUpdate(eraseAnswer(completed, later)))).toMatch(/REMOVE #body, #out$/);
    expect(names(toUpdate(succeed(record, completionWith('{}'), later)))).not.toMatch(
      /REMOVE.*#out/,
    );
  });
});

describe('nobody knows for long', () => {
  const long = after(at, 15 * minuteMs);

  test('from the fifteenth minute after the first attempt on, until it was told', () => {
    expect(isLongUnknown(recordWith(), long)).toBe(true);
    expect(isLongUnknown(recordWith(), after(long, -1))).toBe(false);
    expect(isLongUnknown(recordWith({ unknownAt: long }), long)).toBe(false);
  });

  test('never where nothing was sent', () => {
    expect(isLongUnknown(recordWith({ attempts: 0 }), long)).toBe(false);
  });

  test('a read is not put off beyond that moment', () => {
    const seen = { seen: at, at: after(at, 7 * minuteMs), progress: 'none' } as const;

    expect(postponeRead(recordWith({ reads: 4 }), seen).set.readAt).toBe(long);
    expect(postponeRead(recordWith({ reads: 1 }), seen).set.readAt).toBe(after(at, 9 * minuteMs));
  });
});
