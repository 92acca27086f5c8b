import type { EpochMs } from '../platform/clock.ts';

/** A provider's answer as it came: what is passed on and stored, byte for byte. */
export type Answer = {
  readonly status: number;
  /** Absent where the provider sent none, as with 204. */
  readonly contentType?: string | undefined;
  readonly body: string;
};

/** What the ledger needs to know of an object that an answer tells of. Amounts in the currency's smallest unit. */
export type ProviderObject = {
  /** The provider's id of what was made or changed: a payment, a refund, a customer; absent: the answer names none. */
  readonly id?: string | undefined;
  readonly state?: string | undefined;
  readonly amount?: number | undefined;
  readonly currency?: string | undefined;
  /** The operation id that the object carries, where it carries one. */
  readonly reference?: string | undefined;
  /** The id of the payment that it belongs to. */
  readonly resource?: string | undefined;
  /** The id of the session on whose page it was paid, where it was. */
  readonly session?: string | undefined;
  /** When it was made, or the change took effect, as the provider dates it. */
  readonly at?: EpochMs | undefined;
};

/** Why an attempt certainly executed nothing. */
export type NotAttemptedWhy =
  | 'unauthorized'
  | 'throttled'
  | 'not_connected'
  | 'no_time_left'
  | 'lease_over'
  | 'account_changed'
  | 'key_changed'
  | 'not_authorized'
  | 'not_read'
  | 'filter_ignored'
  | 'may_still_land';

/** Why nobody can say what became of an attempt. */
export type UnknownWhy =
  | 'no_answer'
  | 'in_flight'
  | 'garbled'
  | 'redirected'
  | 'unlisted'
  | 'contradicts'
  | 'rejected_again';

/**
 * What came of one attempt at the provider: it said yes, it said no, it certainly did nothing, or it did not say.
 * Unknown is a state of its own and never taken for a no.
 */
export type Outcome =
  | {
      readonly kind: 'done';
      readonly answer: Answer;
      readonly object: ProviderObject;
      /** Where it was read back later, instead of being what the attempt was answered. */
      readonly wasRead?: true;
    }
  | {
      readonly kind: 'rejected';
      readonly answer: Answer;
      readonly code: string;
      /** Where the code is in no list of ours, and only the status says that it is a no. */
      readonly isUnlisted?: true;
    }
  | { readonly kind: 'not_attempted'; readonly why: NotAttemptedWhy; readonly cause?: unknown }
  | {
      readonly kind: 'unknown';
      readonly why: UnknownWhy;
      /** What was answered, where anything was; only a read passes it on. */
      readonly answer?: Answer;
      readonly code?: string | undefined;
      readonly cause?: unknown;
    };
