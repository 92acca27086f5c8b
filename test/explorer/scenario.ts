import type { Resend, Lookup } from '../../functions/operations.ts';

/** What a provider is like: what it remembers, and what its errors leave behind. */
export type ProviderKind = {
  /** Removes doubles by their key, for 24 h after its first use. */
  readonly hasKeys: boolean;
  /** Answers a refused key with the same error again; else it decides anew. */
  readonly remembersRejections: boolean;
  /** An error leaves a failed object in its list. */
  readonly listsFailures: boolean;
  /** Its list may show an object a while after it was made. */
  readonly lags: boolean;
  /**
   * What an execution does: a charge, of which there may be one for a key; a link, which is harmless until someone is
   * told of it; a change of one object, which a second execution leaves as it is.
   */
  readonly makes: 'charges' | 'links' | 'changes';
};

/** One request of a caller; all of a scenario have the same key. */
export type Request = { readonly path: string; readonly body: string; readonly account: string };

/** A bounded world: every schedule of it is gone through, from where its prelude ends. */
export type Scenario = {
  readonly name: string;
  /** What has happened before, as endings of the steps' names; absent: nothing. */
  readonly prelude?: readonly string[];
  readonly resend: Resend;
  readonly lookup: Lookup;
  readonly provider: ProviderKind;
  /** The requests, in the order in which they may begin; any number may be under way at once, up to `atOnce`. */
  readonly requests: readonly Request[];
  readonly atOnce: number;
  /** How often someone may read instead of sending, one at a time. */
  readonly readers: number;
  /** How much may go wrong, how often the provider may refuse, how often time may jump. */
  readonly faults: number;
  /** The endings of the faults' names that there are here; absent: all. */
  readonly only?: readonly string[];
  readonly declines: number;
  readonly jumps: number;
  readonly jumpsMs: readonly number[];
  /** Whether the jumps come in this order, each once; absent: any of them at any time. */
  readonly inOrder?: boolean;
  readonly maxEffectDelayMs: number;
};
