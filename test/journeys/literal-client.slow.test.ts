import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { localSystem, type LocalSystem } from '../support/local.ts';
import { beginIntent, driveIntents, judgedOperations } from '../load/literal/drive.ts';
import { isWrong, judgeIntent } from '../load/literal/judge.ts';
import { everything, mistakes, type Want } from '../load/literal/plan.ts';
import { stageOf } from '../load/rounds.ts';
import { makerAt } from '../load/maker.ts';
import { readIds, readTruth } from '../load/truth.ts';

/*
 * A client that obeys the gateway's words literally, through every fault of the local system and every mistake of its
 * own: never two charges for one intent, never an intent given up that was executed. The same with 10,000 intents at
 * once is `npm run load -- --literal`.
 */

let local: LocalSystem;
beforeAll(async () => {
  local = await localSystem();
}, 60_000);
afterAll(() => local.close());

const troubles = fc.array(
  fc.record({
    fault: fc.option(fc.constantFrom(...everything), { nil: undefined }),
    mistake: fc.option(fc.constantFrom(...mistakes), { nil: undefined }),
  }),
  { maxLength: 4 },
);
const want = fc.record({
  operation: fc.constantFrom(...judgedOperations),
  isDeclined: fc.boolean(),
  troubles,
  newRequests: fc.nat({ max: 2 }),
});

const runs = 30;

test('a client that obeys literally is never charged twice, and gives up nothing that was executed', async () => {
  let count = 0;
  const stage = stageOf(local, { callers: 4, at: () => undefined });
  const make = makerAt(local.simulatorUrl);
  const idOf = await readIds(local);

  await fc.assert(
    fc.asyncProperty(fc.array(want, { minLength: 1, maxLength: 4 }), async (parts) => {
      const wants = parts.map((part): Want => ({ ...part, number: (count += 1) }));
      const intents = await Promise.all(wants.map((each) => beginIntent(each, make, 'property')));

      await driveIntents(stage, intents);

      const truth = await readTruth(local.simulatorUrl);
      const verdicts = intents.map((intent) => judgeIntent(intent, truth, idOf));
      expect(verdicts.filter(isWrong)).toEqual([]);
    }),
    { numRuns: runs, endOnFailure: true },
  );
}, 600_000);
