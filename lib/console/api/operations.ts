import type { Decided } from './decided.ts';
import type { TimelineEntry } from './payment.ts';
import type { PaymentRow } from './payments.ts';

/* What the screens of operations are answered, and what they send. Times in ISO 8601. */

/** What may happen to an operation that is open. */
export type Prospect = {
  /** Why nobody knows what came of it. */
  readonly why: string;
  /** What may happen, and until when; null where no time ends it. */
  readonly now: string;
  readonly until: string | null;
  /** Until when its caller may send it again; null where it may not. */
  readonly resendUntil: string | null;
  /** From when on a person may say that it was not executed. */
  readonly denyFrom: string;
  /** Whether anything was sent: only then may a person say that it was executed. */
  readonly mayConfirm: boolean;
  /** Whether a read of the provider can show what came of it. */
  readonly isLookedUp: boolean;
};

/** An operation on record, without the provider's answer. Amount in the smallest unit. */
export type OperationRow = {
  readonly id: string;
  /** Null where another version of the gateway wrote it: then nothing else is known. */
  readonly known: {
    readonly operation: string;
    /** Method and path as its caller asked for it; null where this version does not know the operation. */
    readonly request: string | null;
    readonly caller: string;
    readonly account: string;
    readonly state: 'pending' | 'succeeded' | 'failed';
    readonly firstAt: string;
    readonly lastAt: string | null;
    readonly attempts: number;
    /** The payment or customer that it is about. */
    readonly on: { readonly provider: string; readonly id: string } | null;
    readonly order: string | null;
    readonly amount: number | null;
    readonly currency: string | null;
    readonly object: string | null;
    readonly source: string | null;
    readonly status: number | null;
    readonly code: string | null;
    readonly erasedAt: string | null;
    readonly decided: Decided | null;
  } | null;
  readonly finding: string | null;
  /** Null where it is completed. */
  readonly prospect: Prospect | null;
};

/** The open operations, the oldest first. */
export type OpenOperations = { readonly operations: readonly OperationRow[] };

/** What a person sees beside the decision: from the table, without a read at the provider. */
export type EvidenceView = {
  /** How often a read of the provider was put off or decided nothing, and when the next one is due. */
  readonly reads: number;
  readonly readAt: string | null;
  /** When a read first showed nothing of it, and when one first showed what it asks for; null: none has. */
  readonly notFoundAt: string | null;
  readonly observedAt: string | null;
  /** The payment that it is about, as its provider showed it last. */
  readonly payment: PaymentRow | null;
  /** What happened to that payment in the minutes around. */
  readonly around: readonly TimelineEntry[];
  /** Every attempt to pay its order. */
  readonly attempts: readonly PaymentRow[];
  /** What the reconciliations of the last days found of it. */
  readonly findings: readonly { readonly finding: string; readonly at: string | null }[];
  /** How many runs of the reconciliation began since it was first asked for. */
  readonly runs: number;
  /** Days whose reconciliations were read. */
  readonly days: number;
  /** What speaks against saying “not executed”. */
  readonly cautions: readonly string[];
};

/** One operation, and who would decide. */
export type OperationScreen = {
  readonly operation: OperationRow;
  readonly actor: string;
  /** Null where it is completed, or not readable. */
  readonly evidence: EvidenceView | null;
};

/** An object that the provider shows, which the operation may have made or changed. */
export type ObservedRow = {
  readonly id: string;
  readonly state: string | null;
  readonly amount: number | null;
  readonly currency: string | null;
  /** Whether it carries the operation's mark, or is as the operation would have left it. */
  readonly isCertain: boolean;
};

/** What a look at the provider shows of an operation. Nothing of it was written. */
export type CheckedOperation = {
  readonly at: string;
  readonly objects: readonly ObservedRow[];
  /** What speaks against saying “not executed”, this look included. */
  readonly cautions: readonly string[];
};

/** What a person says became of an operation. */
export type DecisionRequest = {
  /** The provider's id of what it made or changed; absent where it was not executed. */
  readonly object?: string | undefined;
  readonly notExecuted: boolean;
  readonly reason: string;
  readonly actor: string;
  /** The `seen` of the preview; absent where one is asked for. With it the decision is written. */
  readonly seen?: string | undefined;
};

/** What a decision writes. */
export type DecisionPreview = {
  readonly isExecuted: boolean;
  readonly object: string | null;
  /** How the provider shows the object now. */
  readonly state: string | null;
  readonly amount: number | null;
  readonly currency: string | null;
  /** What its caller is answered from then on. */
  readonly status: number | null;
  readonly actor: string;
  readonly reason: string;
  /** What speaks against it. */
  readonly cautions: readonly string[];
  /** When it was looked at. */
  readonly at: string;
};

/** What would be written, or has been. */
export type DecisionAnswer = {
  readonly isWritten: boolean;
  readonly preview: DecisionPreview;
  readonly seen: string;
};
