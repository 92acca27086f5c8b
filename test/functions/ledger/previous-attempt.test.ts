import { beforeEach, expect, test } from '@jest/globals';
import { minuteMs } from '../../../functions/platform/clock.ts';
import type { ClaimRequest } from '../../../functions/ledger/claim.ts';
import type { Outcome } from '../../../functions/providers/outcome.ts';
import { gatewayErrorOf, no, notSent, silence } from '../../support/ledger.ts';
import { ledger, runLedger, table } from './run-ledger.ts';

/*
 * A rejection is final an hour after the attempt before it: not after the first one, which may be much older. So three
 * and four requests come here, the second 50 minutes after the first.
 */

runLedger();

let request: ClaimRequest;
const attempt = (outcome: Outcome) =>
  gatewayErrorOf(ledger.once(request, () => Promise.resolve(outcome)));

beforeEach(async () => {
  request = ledger.ask();
  await attempt(silence);
  ledger.clock.advance(50 * minuteMs);
  await attempt(silence);
  ledger.clock.advance(20 * minuteMs);
});

test('a rejection 20 minutes after the attempt before it is not final', async () => {
  expect(await attempt(no())).toMatchObject({ detail: { why: 'rejected_again' } });
});

test('nor is it where the reply to its claim was lost', async () => {
  table.faults.add({ on: 'table', match: 'UpdateItem', kind: 'drop_after_accept', times: 1 });

  expect(await attempt(no())).toMatchObject({ detail: { why: 'rejected_again' } });
  expect((await table.item(request.id))?.['n']).toEqual({ N: '3' });
});

test('nor is it where an attempt between them was surely not sent', async () => {
  await attempt(notSent);

  expect(await attempt(no())).toMatchObject({ detail: { why: 'rejected_again' } });
});
