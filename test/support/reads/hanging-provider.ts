import { afterEach, beforeEach } from '@jest/globals';
import { coiney } from '../../../functions/providers/coiney/coiney.ts';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import { startTable, type TestTable } from '../table.ts';
import { startProviderServer } from './provider-server.ts';
import { createRecovery, type TestRecovery } from './recovery.ts';

/** Two providers: one that never answers, and one that notes when it is asked. */
export type HangingProvider = {
  readonly recovery: TestRecovery;
  /** Resolves when the other one is asked. */
  readonly otherAsked: Promise<URL>;
  readonly close: () => Promise<void>;
};

/** Starts both; the one that hangs comes first. Close it. */
async function startHangingProvider(table: TestTable): Promise<HangingProvider> {
  const hanging = await startProviderServer(komoju);
  hanging.answerWith(() => new Promise(() => undefined));
  const other = await startProviderServer(coiney);
  const otherAsked = new Promise<URL>((resolve) => {
    other.answerWith((url) => {
      resolve(url);
      return { status: 500, body: '' };
    });
  });
  const recovery = createRecovery(table, hanging);
  const providers = new Map([...recovery.context.providers, ['coiney', other.access] as const]);
  return {
    recovery: { ...recovery, context: { ...recovery.context, providers } },
    otherAsked,
    close: async () => {
      await hanging.close();
      await other.close();
    },
  };
}

/** The table of a test file's tests, and a world of their own on it in which a provider hangs. */
export let table: TestTable;
export let world: HangingProvider;

/** Gives each test of a file a new table and a new world. */
export function runHangingProvider(): void {
  beforeEach(async () => {
    table = await startTable();
    world = await startHangingProvider(table);
  });
  afterEach(async () => {
    await world.close();
    await table.close();
  });
}
