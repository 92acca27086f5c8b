import type { LedgerIndexes } from '../ledger/table/indexes.ts';
import type { LedgerStore } from '../ledger/record.ts';
import type { EpochMs } from '../platform/clock.ts';
import type { LogLine } from '../platform/log.ts';
import type { ProviderAccess } from '../providers/client/provider-access.ts';
import type { Registry } from '../providers/registry.ts';
import type { About, Finding } from './finding.ts';

/** All that it takes to read about operations and to write what became of them. */
export type RecoveryContext = {
  readonly store: LedgerStore;
  readonly indexes: LedgerIndexes;
  readonly now: () => EpochMs;
  readonly registry: Registry;
  /** By the provider's name. */
  readonly providers: ReadonlyMap<string, ProviderAccess>;
  readonly line: LogLine;
  readonly report: (finding: Finding, about: About) => void;
  /** Is told of each operation that is completed, by its id. @default - nobody asks. */
  readonly completed?: (operationId: string) => void;
  /** Aborts when the run must end. What it has not come to is left as it is. */
  readonly until: AbortSignal;
};
