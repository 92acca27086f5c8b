import type { LedgerIndexes } from '../ledger/table/indexes.ts';
import type { LedgerStore, OperationRecord } from '../ledger/record.ts';
import type { EpochMs } from '../platform/clock.ts';
import type { LogLine } from '../platform/log.ts';
import type { ProviderAccess } from '../providers/client/provider-access.ts';
import type { Window } from '../providers/list-search.ts';
import type { Registry } from '../providers/registry.ts';
import type { About, Finding } from './finding.ts';
import type { ProviderReads } from './reads.ts';

/** All that it takes to read about operations and to write what became of them. */
export type RecoveryContext = {
  readonly store: LedgerStore;
  readonly indexes: LedgerIndexes;
  readonly now: () => EpochMs;
  /** A fresh random word: it tells one write from every other. */
  readonly token: () => string;
  readonly registry: Registry;
  /** By the provider's name. */
  readonly providers: ReadonlyMap<string, ProviderAccess>;
  readonly line: LogLine;
  readonly report: (finding: Finding, about: About) => void;
  /** Is told of each operation that is completed, by its id. @default - nobody asks. */
  readonly completed?: (operationId: string) => void;
  /** Where lists are searched for what an operation made, at a moment. @default - wherever it may be */
  readonly windowOf?: (record: OperationRecord, at: EpochMs) => Window;
  /**
   * What is known of each provider's reads, by its name: it holds them back where that is needed.
   *
   * @default - nothing is known: they are as many in a second as may be.
   */
  readonly reads?: ReadonlyMap<string, ProviderReads>;
  /** Aborts when nothing is begun or read any more. What the run has not come to is left as it is. */
  readonly until: AbortSignal;
  /** Aborts when the run must end: up to then is written what was read. @default - as `until` */
  readonly writesUntil?: AbortSignal;
};
