import type { EpochMs } from '../platform/clock.ts';

/** The version of the record. A record of another version is never executed: old code may meet new state. */
export const entryVersion = 1;

/** PENDING may have been executed; the other two are terminal, and terminal is written once. */
export type State = 'PENDING' | 'SUCCEEDED' | 'FAILED';

/** Where a result comes from: the provider's answer, a later read, or the certainty that nothing was executed. */
export type Why = 'answer' | 'read' | 'not_executed';

/** What came of an operation. Its body is an attribute of the entry, so that personal data can be erased alone. */
export type Result = {
  readonly why: Why;
  readonly status: number;
  readonly contentType?: string | undefined;
  /** The provider's id of what was made or changed. */
  readonly object?: string | undefined;
  readonly state?: string | undefined;
  /** In the currency's smallest unit. */
  readonly amount?: number | undefined;
  readonly currency?: string | undefined;
  /** The provider's error code of a failed operation. */
  readonly code?: string | undefined;
};

/** What a request asked for, kept for whoever reads at the provider instead. Amount in the smallest unit. */
export type Wanted = {
  readonly amount?: number | undefined;
  readonly currency?: string | undefined;
};

/** Who decided by hand what became of an operation, and why. */
export type SettledBy = { readonly actor: string; readonly reason: string };

/** What goes to the merchant's systems: set by the very write that makes it true. No personal data. */
export type LedgerEvent = {
  readonly type: 'operation.succeeded' | 'operation.failed';
  readonly operation: string;
  readonly at: EpochMs;
  readonly object?: string | undefined;
  readonly state?: string | undefined;
  readonly amount?: number | undefined;
  readonly currency?: string | undefined;
  readonly cause?: string | undefined;
};

/** One operation on record. ledger-table.ts says which short attribute holds each member. */
export type Entry = {
  readonly id: string;
  readonly version: number;
  readonly state: State;
  readonly operation: string;
  readonly caller: string;
  /** Keyed hash of the request's meaning, and of the exact bytes that go to the provider; the key's version. */
  readonly fingerprint: string;
  readonly sent: string;
  readonly fingerprintVersion: number;
  /** The provider's idempotency key; a takeover uses the stored one. */
  readonly providerKey: string;
  /** Label of the provider account that the secret named when the operation was claimed. */
  readonly account: string;
  /** Who owns the attempt, until when, and how many attempts may have reached the provider. */
  readonly token: string;
  readonly leaseUntil: EpochMs;
  readonly attempts: number;
  /** When the operation was first claimed: never changes. When an attempt was last claimed that may have sent. */
  readonly firstAt: EpochMs;
  readonly lastAt: EpochMs;
  readonly wanted?: Wanted;
  /** When the provider is to be read for it next, and how often that was put off; only while it is open. */
  readonly readAt?: EpochMs;
  readonly reads?: number;
  /** When a read of the provider that counts first found nothing of it. */
  readonly missedAt?: EpochMs;
  /** When a read first showed the state that this operation asks for, whoever caused it. */
  readonly noticedAt?: EpochMs;
  readonly result?: Result;
  /** Only where a person settled it; set by the very write that did. */
  readonly settledBy?: SettledBy;
  /** The provider's answer, byte for byte; absent when over 300 kB, erased, or holding a card number. */
  readonly body?: string;
  /** `provider#id` of the payment or customer that it is about, and the time: the index by payment. */
  readonly payment?: string;
  readonly paymentAt?: EpochMs;
  readonly event?: LedgerEvent;
  /** Shard 0 to 7 of the sparse index of open operations; removed by the write that settles. */
  readonly shard?: number;
  /** Shard 0 to 7 of the index of settled operations, which the audit goes through; set by the write that settles. */
  readonly settledShard?: number;
  /** Seconds since 1970, for the table's own clean-up; only ever on a terminal entry. */
  readonly expiresAtS?: number;
};

/** One conditional write to an entry: all of it if every member of `onlyIf` is equal, else nothing. */
export type Write = {
  readonly set: Partial<Entry>;
  readonly remove?: readonly (keyof Entry)[];
  readonly onlyIf: Partial<Entry>;
};

/**
 * What a conditional write met: it was written; or it was not, and this is what stands there (`unreadable` where that
 * is a version or state that this code does not know); or nobody knows, because no answer came.
 */
export type Written =
  | { readonly kind: 'written' }
  | { readonly kind: 'held'; readonly entry: Entry | 'unreadable' }
  | { readonly kind: 'lost'; readonly cause: unknown };

/** What a consistent read of an entry met; `lost` where no answer came. */
export type Held =
  | { readonly kind: 'held'; readonly entry: Entry | 'unreadable' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'lost'; readonly cause: unknown };

/** The ledger's storage. No call throws. */
export type LedgerTable = {
  /** Writes a new entry unless one with its id exists. */
  put(entry: Entry): Promise<Written>;
  update(id: string, write: Write): Promise<Written>;
  /** The entry as it stands, by a consistent read. */
  get(id: string): Promise<Held>;
};
