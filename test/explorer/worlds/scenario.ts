import type { ProviderOperationId } from '../../../functions/operations.ts';
import type { JsonObject } from '../../../functions/platform/body/body.ts';

/** What a provider is like: what it remembers, what its errors leave behind, and what it shows. */
export type ProviderKind = {
  readonly name: 'komoju' | 'coiney';
  /** Answers a refused key with the same error again; else it decides anew. */
  readonly remembersRejections: boolean;
  /** An error of a create leaves a failed object in its list. */
  readonly listsFailures: boolean;
  /** What it shows may lag a while behind. */
  readonly lags: boolean;
  /** Whether its idempotency keys belong to the account, or to the secret key; absent: to the account. */
  readonly keysOf?: 'account' | 'secret-key';
  /** How much later its clock is than ours; absent: not at all. */
  readonly clockMs?: number;
  /** Payments of others in its list, by the moments at which they were made; absent: none. */
  readonly others?: readonly number[];
  /** How many items a page of its list holds; absent: all. */
  readonly pageSize?: number;
  /** Whether its list begins with the oldest; absent: with the newest. */
  readonly isOldestFirst?: boolean;
  /** Whether the payments that were there before are captured; absent: they are. */
  readonly isCaptured?: boolean;
};

/** One request of a caller. */
export type Request = {
  readonly operation: ProviderOperationId;
  /** The ids in its path, by their names. */
  readonly path: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  /** The idempotency key: requests with the same one are the same operation. */
  readonly key: string;
  /** Which account and which secret key of it the provider's secret holds by then. */
  readonly account: string;
  readonly secretKey: string;
  /** How many fingerprint keys the ledger's secret holds by then. */
  readonly fingerprintKeys: 1 | 2;
};

/** How a payment is at the provider after something has happened to it that nobody here has asked for. */
export type Happening = {
  readonly status: string;
  readonly refunds?: readonly {
    readonly id: string;
    readonly amount: number;
    readonly chargeback?: boolean;
  }[];
};

/** What is told of payments, and what of it must be known at the end. */
export type News = {
  /** What happens to one payment, one thing after another. */
  readonly happens: readonly Happening[];
  /** How many webhooks may come in all: those of one event as often as they do. */
  readonly webhooks: number;
  /** The findings that must be there at the end, as `name object`. */
  readonly findings: readonly string[];
};

/** A bounded world: every schedule of it is gone through, from where its prelude ends. */
export type Scenario = {
  readonly name: string;
  /** What has happened before, as endings of the steps' names; absent: nothing. */
  readonly prelude?: readonly string[];
  readonly provider: ProviderKind;
  /**
   * What an execution does: a charge, of which there may be one for a key; a link, which is harmless until someone is
   * told of it; a session likewise, which no read can find; a change of one object, which a second execution leaves as
   * it is.
   */
  readonly makes: 'charges' | 'links' | 'sessions' | 'changes';
  /** The requests, in the order in which they may begin; any number may be under way at once, up to `atOnce`. */
  readonly requests: readonly Request[];
  readonly atOnce: number;
  /** How often someone may read instead of sending. */
  readonly readers: number;
  /** How many of them at a time; absent: one. */
  readonly readersAtOnce?: number;
  /** Whether each of them is a whole run of recovery; absent: it reads the one operation. */
  readonly readersRun?: boolean;
  /** How much may go wrong, how often the provider may refuse, how often time may jump. */
  readonly faults: number;
  /** The endings of the faults' names that there are here; absent: all. */
  readonly only?: readonly string[];
  /**
   * Whether a read may be answered by something that does not show what is there, or by which; absent: where `only` is
   * absent.
   */
  readonly misreads?: boolean | readonly string[];
  /** Whether the provider may give errors whose codes are in no list of ours; absent: it does not. */
  readonly unlisted?: boolean;
  readonly declines: number;
  readonly jumps: number;
  readonly jumpsMs: readonly number[];
  /** Whether the jumps come in this order, each once; absent: any of them at any time. */
  readonly inOrder?: boolean;
  readonly maxEffectDelayMs: number;
  /** Absent where no webhook ever comes. */
  readonly news?: News;
};
