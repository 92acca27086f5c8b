import type { OutgoingEvent } from '../events/event.ts';
import type { EpochMs } from '../platform/clock.ts';
import type { Requested } from '../providers/contract.ts';

/**
 * The version of the record. A record of another version is never executed: old code may meet new state. Versions 1 and
 * 2 knew less of the request and were never deployed.
 */
export const recordVersion = 3;

/** PENDING may have been executed; the other two are terminal, and a terminal state is written once. */
export type State = 'PENDING' | 'SUCCEEDED' | 'FAILED';

/** Where a result comes from: the provider's answer, a later read, or the certainty that nothing was executed. */
export type ResultSource = 'answer' | 'read' | 'not_executed';

/** What came of an operation. Its body is an attribute of the record, so that personal data can be erased alone. */
export type Result = {
  readonly why: ResultSource;
  readonly status: number;
  readonly contentType?: string | undefined;
  /** The provider's id of what was made or changed; absent where its answer names none. */
  readonly object?: string | undefined;
  readonly state?: string | undefined;
  /** In the currency's smallest unit. */
  readonly amount?: number | undefined;
  readonly currency?: string | undefined;
  /** The provider's error code of a failed operation. */
  readonly code?: string | undefined;
};

/** What an operation ends with: a result, with the body where it is kept. */
export type Completion = {
  readonly result: Result;
  readonly body?: string | undefined;
  /** `provider#id` of the payment, where the answer tells of one. */
  readonly resource?: string | undefined;
};

/** Who decided by hand what became of an operation, and why. */
export type ResolvedBy = { readonly actor: string; readonly reason: string };

/** What the indexes show of a completed operation. No personal data. */
export type LedgerEvent = Pick<Result, 'object' | 'state' | 'amount' | 'currency'> & {
  readonly type: 'operation.succeeded' | 'operation.failed';
  readonly operation: string;
  readonly at: EpochMs;
  readonly cause?: string | undefined;
};

/** What is kept of one execution of an operation. schema.ts says which attribute holds each member. */
export type OperationRecord = {
  readonly id: string;
  readonly version: number;
  readonly state: State;
  readonly operation: string;
  readonly caller: string;
  /** Keyed hash of the request's meaning, and of the exact bytes that go to the provider; the key's version. */
  readonly fingerprint: string;
  readonly sent: string;
  readonly fingerprintVersion: number;
  /** Made with the fingerprint's key alone: another one shows that the key was replaced under the same version. */
  readonly keyCheck: string;
  /** Keyed hash of the provider's secret key that sent the first attempt: under another one nothing is sent again. */
  readonly sender: string;
  /** The provider's idempotency key; a takeover uses the stored one. */
  readonly providerKey: string;
  /** Label of the provider account that the secret named when the operation was claimed. */
  readonly account: string;
  /** Who owns the attempt, until when, and how many attempts may have reached the provider. */
  readonly token: string;
  readonly leaseUntil: EpochMs;
  readonly attempts: number;
  /** When the operation was first claimed: never changes. When an attempt was last claimed that may have been sent. */
  readonly firstAt: EpochMs;
  readonly lastAt: EpochMs;
  readonly requested?: Requested;
  /**
   * Until when nothing is sent: a later attempt was rejected, and an older copy of the request may still be under way.
   * If it were sent again before, it would be rejected again, and that would never become final.
   */
  readonly waitUntil?: EpochMs;
  /** When the provider is to be read for it next, and how often that was put off; only while it is open. */
  readonly readAt?: EpochMs;
  readonly reads?: number;
  /** When a read that counts first found nothing of it at the provider. */
  readonly notFoundAt?: EpochMs;
  /** When a read first showed the state that this operation asks for, whoever caused it. */
  readonly observedAt?: EpochMs;
  readonly result?: Result;
  /** Only where a person resolved it; set by the very write that did. */
  readonly resolvedBy?: ResolvedBy;
  /** The provider's answer, byte for byte but for card numbers, which are masked; absent when over 64 kB or erased. */
  readonly body?: string;
  /** When a person had the answer erased; absent where nobody did, also if it was too large to be kept. */
  readonly erasedAt?: EpochMs;
  /** `provider#id` of the payment or customer that it is about, and the time: the index by resource. */
  readonly resource?: string;
  readonly resourceAt?: EpochMs;
  readonly event?: LedgerEvent;
  /** What goes out to other systems. It stands there until the next write: the table's stream has it once. */
  readonly outgoing?: OutgoingEvent;
  /** When it was told to other systems that nobody knows what came of it. */
  readonly unknownAt?: EpochMs;
  /** `provider#number` of the order that a create is to have paid, and the time: the index by order. */
  readonly order?: string;
  readonly orderAt?: EpochMs;
  /** Shard 0 to 7 of the sparse index of open operations; removed by the write that completes it. */
  readonly shard?: number;
  /** Shard 0 to 7 of the index of completed operations, which reconciliation goes through. */
  readonly completedShard?: number;
  /** Seconds since 1970, for the table's own clean-up; only ever on a terminal record. */
  readonly expiresAtS?: number;
};

/** Every attempt was undone: the provider has never seen the key, so neither account nor age matter. */
export const isUnsent = ({ attempts }: Pick<OperationRecord, 'attempts'>): boolean =>
  attempts === 0;

/** Whether it is on record as succeeded, and not with another object. Not every answer names the object. */
export const succeededWith = (
  { state, result }: Pick<OperationRecord, 'state' | 'result'>,
  object: string | undefined,
): boolean =>
  state === 'SUCCEEDED' &&
  (object === undefined || result?.object === undefined || result.object === object);

/** One conditional write to a record: all of it if every member of `onlyIf` is equal, else nothing. */
export type ConditionalWrite = {
  readonly set: Partial<OperationRecord>;
  readonly remove?: readonly (keyof OperationRecord)[];
  readonly onlyIf: Partial<OperationRecord>;
};

/**
 * What a conditional write met: it was written; or it was not, and this is the record that exists (`unreadable` where
 * it has a version or state that this code does not know); or nobody knows, because no answer came.
 */
export type WriteResult =
  | { readonly kind: 'written' }
  | { readonly kind: 'held'; readonly record: OperationRecord | 'unreadable' }
  | { readonly kind: 'lost'; readonly cause: unknown };

/** What a consistent read of a record met; `lost` where no answer came. */
export type StoredRecord =
  | { readonly kind: 'held'; readonly record: OperationRecord | 'unreadable' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'lost'; readonly cause: unknown };

/** The ledger's storage. No call throws. */
export type LedgerStore = {
  /** Writes a new record unless one with its id exists. */
  put(record: OperationRecord): Promise<WriteResult>;
  update(id: string, write: ConditionalWrite): Promise<WriteResult>;
  /** The record as it is now, by a consistent read. */
  get(id: string): Promise<StoredRecord>;
};
