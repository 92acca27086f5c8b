import type { LocalSystem } from '../support/local.ts';

/**
 * Moves the clock on once nothing is under way at a provider: a request that lands late would else be hours late, which
 * no request is by what the ledger assumes.
 */
export async function advance(local: LocalSystem, ms: number): Promise<void> {
  const isUnderWay = async (): Promise<boolean> =>
    (await local.requests()).some(({ endedAt }) => endedAt === null);
  while (await isUnderWay());
  await local.advanceClock(ms);
}
