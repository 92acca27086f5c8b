import { describe, expect, test } from '@jest/globals';
import { hourMs, minuteMs, secondMs } from '../../../functions/platform/clock.ts';
import { no, gatewayErrorOf, silence, yes } from '../../support/ledger.ts';
import { ledger, runLedger, table } from './run-ledger.ts';

runLedger();

const state = async (id: string): Promise<string | undefined> => (await table.item(id))?.['st']?.S;

describe('a no of a later attempt', () => {
  test('is not believed while an older copy may be under way', async () => {
    const request = ledger.ask();
    await gatewayErrorOf(ledger.once(request, () => Promise.resolve(silence)));

    const second = await gatewayErrorOf(ledger.once(request, () => Promise.resolve(no())));

    expect(second).toMatchObject({
      code: 'outcome_unknown',
      detail: { why: 'rejected_again', retryAfterS: 3630 },
    });
    expect(await state(request.id)).toBe('PENDING');
  });

  test('is told an hour later to a caller who asks every minute, and is sent twice in all', async () => {
    const request = ledger.ask();
    await gatewayErrorOf(ledger.once(request, () => Promise.resolve(silence)));
    await gatewayErrorOf(ledger.once(request, () => Promise.resolve(no())));
    let sent = 0;
    const ask = () =>
      ledger.once(request, () => {
        sent += 1;
        return Promise.resolve(no());
      });

    for (let minutes = 1; minutes <= 60; minutes += 1) {
      ledger.clock.advance(minuteMs);
      expect(await gatewayErrorOf(ask())).toMatchObject({
        code: 'outcome_unknown',
        detail: { why: 'rejected_again', retryAfterS: 3630 - minutes * 60 },
      });
    }
    ledger.clock.advance(30 * secondMs);
    const last = await ask();

    expect([last.answer.status, sent]).toEqual([422, 1]);
    expect(await state(request.id)).toBe('FAILED');
  });

  test('is not waited for where it may not be sent again after the hour', async () => {
    const request = ledger.ask({ resendWithinMs: 5 * minuteMs });
    await gatewayErrorOf(ledger.once(request, () => Promise.resolve(silence)));
    await gatewayErrorOf(ledger.once(request, () => Promise.resolve(no())));

    const third = await ledger.once(request, () => Promise.resolve(yes()));

    expect(third.answer.status).toBe(200);
  });

  test('is believed when an hour has passed since the last', async () => {
    const request = ledger.ask();
    await gatewayErrorOf(ledger.once(request, () => Promise.resolve(silence)));
    ledger.clock.advance(hourMs + 30 * secondMs);

    const second = await ledger.once(request, () => Promise.resolve(no()));

    expect(second.answer.status).toBe(422);
    expect(await state(request.id)).toBe('FAILED');
  });

  test('that cannot be written is not told', async () => {
    const request = ledger.ask();

    const first = await gatewayErrorOf(
      ledger.once(request, () => {
        table.faults.add({ on: 'table', match: 'UpdateItem', kind: 'throttle', times: 3 });
        return Promise.resolve(no());
      }),
    );

    expect(first).toMatchObject({
      code: 'outcome_unknown',
      detail: { why: 'rejection_not_stored' },
    });
    expect(await state(request.id)).toBe('PENDING');
  });
});
