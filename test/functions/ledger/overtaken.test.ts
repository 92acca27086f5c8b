import { describe, expect, test } from '@jest/globals';
import { minuteMs } from '../../../functions/platform/clock.ts';
import type { Outcome } from '../../../functions/providers/outcome.ts';
import { createGate, gatewayErrorOf, yes } from '../../support/ledger.ts';
import { ledger, runLedger } from './run-ledger.ts';

runLedger();

/** What a slow owner is told whose answer comes when another has completed its operation. */
async function overtaken({ outcome, by }: { outcome: Outcome; by: Outcome }) {
  const request = ledger.ask();
  const gate = createGate();
  const claimed = createGate();
  const slow = ledger.once(request, async () => {
    claimed.open();
    await gate.passed;
    return outcome;
  });
  await claimed.passed;
  ledger.clock.advance(minuteMs);
  await ledger.once(request, () => Promise.resolve(by));
  gate.open();
  return slow;
}

describe('a success that another has overtaken', () => {
  test('agrees with the record where one of them names no object', async () => {
    const [outcome, unnamed] = [yes('one'), { ...yes('one'), object: {} } as Outcome];

    const named = await overtaken({ outcome, by: unnamed });
    const nameless = await overtaken({ outcome: unnamed, by: outcome });

    expect([named.isReplay, nameless.isReplay]).toEqual([true, true]);
    expect(ledger.findings).toEqual([]);
  });

  test('and that is another is told to nobody as a result', async () => {
    const late = await gatewayErrorOf(overtaken({ outcome: yes('one'), by: yes('another') }));

    expect(late).toMatchObject({ code: 'outcome_unknown', detail: { why: 'contradiction' } });
    expect(ledger.findings).toEqual(['contradiction']);
  });
});
