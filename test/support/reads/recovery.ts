import { randomUUID } from 'node:crypto';
import { registry } from '../../../functions/registry.ts';
import { ledgerIndexes } from '../../../functions/ledger/table/indexes.ts';
import { ledgerStore } from '../../../functions/ledger/table/store.ts';
import type { RecoveryContext } from '../../../functions/recovery/recovery-context.ts';
import { createClock, type TestClock } from '../ledger.ts';
import type { Reported } from './lookups.ts';
import type { ProviderServer } from './provider-server.ts';
import type { TestTable } from '../table.ts';

/** What recovery goes by over a real table and one provider, with a clock of its own, and what it reported. */
export type TestRecovery = {
  readonly context: RecoveryContext;
  readonly clock: TestClock;
  readonly reported: Reported[];
  /** Ends the time of the run. */
  readonly end: () => void;
};

export function createRecovery(table: TestTable, { access }: ProviderServer): TestRecovery {
  const clock = createClock();
  const reported: Reported[] = [];
  const until = new AbortController();
  const context: RecoveryContext = {
    store: ledgerStore(table.client, table.name, new AbortController().signal),
    indexes: ledgerIndexes(table.client, table.name),
    now: clock.now,
    token: randomUUID,
    registry,
    providers: new Map([[access.provider.name, access]]),
    line: { time: '', requestId: '', operation: '' },
    report: (finding, { why, operationId }) => {
      reported.push([finding, why, operationId]);
    },
    until: until.signal,
  };
  return {
    context,
    clock,
    reported,
    end: () => {
      until.abort();
    },
  };
}
