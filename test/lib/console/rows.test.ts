import { expect, test } from '@jest/globals';
import { after, dayMs, minuteMs } from '../../../functions/platform/clock.ts';
import { decidedOf } from '../../../lib/console/reading/decided.ts';
import { operationRow, paymentRow } from '../../../lib/console/reading/rows.ts';
import { at, recordWith } from '../../support/records.ts';

/* When a row was asked for last, and what is said of a person's decision. */

const later = after(at, 3 * dayMs);

/** A capture that was asked for, asked for again a minute later, and decided by a person after days. */
const decided = recordWith({
  state: 'SUCCEEDED',
  resource: 'acme#pay1',
  lastAt: after(at, minuteMs),
  result: { why: 'read', status: 200, object: 'pay1', state: 'captured' },
  resolvedBy: { actor: 'hanako', reason: 'Seen.' },
  event: { type: 'operation.succeeded', operation: 'komoju.payment.capture', at: later },
});

test('a decision is no request: the row goes by when its caller asked', () => {
  const known = { record: undefined, order: undefined, operations: [decided] };
  const asked = new Date(after(at, minuteMs)).toISOString();

  expect(paymentRow({ name: { provider: 'acme', id: 'pay1' }, ...known }).lastAt).toBe(asked);
  expect(operationRow(decided).lastAt).toBe(asked);
});

test('a decision has its own time, and what was said', () => {
  expect(decidedOf(decided)).toEqual({
    actor: 'hanako',
    reason: 'Seen.',
    at: new Date(later).toISOString(),
    isExecuted: true,
    object: 'pay1',
  });
  expect(
    decidedOf({ ...decided, state: 'FAILED', result: { why: 'not_executed', status: 409 } }),
  ).toMatchObject({ isExecuted: false, object: null });
  expect(decidedOf(recordWith())).toBeNull();
});
