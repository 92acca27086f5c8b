import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isInstalled } from '../../support/client/client-process.ts';
import { printed } from '../../support/client/python.ts';
import {
  startScriptedGateway,
  type ScriptedGateway,
} from '../../support/client/scripted-gateway.ts';

/* What the client in Python has besides its answers, which are those of answers.test.ts. */

let scripted: ScriptedGateway;
beforeAll(async () => {
  scripted = await startScriptedGateway();
});
afterAll(() => scripted.close());

const testIt = isInstalled('python') ? test : test.skip;

testIt(
  'the wait after a try is as told or longer, and grows (skipped where there is no python)',
  async () => {
    const waits = (await printed(`
def bounds(tries, told):
    waits = [wait_after(tries, {"Retry-After": told}) for _ in range(200)]
    return [min(waits), max(waits)]
print(json.dumps([bounds(1, "30"), bounds(1, "0"), bounds(5, "soon"), bounds(40, "-5")]))
`)) as [number, number][];

    const expected = [
      [30, 30.5],
      [0.5, 1],
      [8, 16],
      [30, 60],
    ] as const;
    expected.forEach(([least, most], place) => {
      const [from, to] = waits[place] ?? [0, 0];
      expect(from).toBeGreaterThanOrEqual(least);
      expect(to).toBeLessThanOrEqual(most);
      expect(to).toBeGreaterThan(from);
    });
  },
);

testIt('a path that is none is not sent (skipped where there is no python)', async () => {
  const result = await printed(
    `
try:
    Gateway(sys.argv[1], "gk_test_1").call("GET", "/komoju/api/v1/payments/a b")
except ValueError as error:
    print(json.dumps(str(error)))
`,
    scripted.url,
  );

  expect(result).toContain('percent-encoded');
});
