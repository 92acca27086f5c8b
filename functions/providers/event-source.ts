import type { ProviderOperationId } from '../operations.ts';
import type { EpochMs } from '../platform/clock.ts';
import type { Headers } from '../platform/headers.ts';

/** What a refund is: the merchant's, a bank's, or what an older version of an API makes of a partial capture. */
export type RefundKind = 'refund' | 'chargeback' | 'uncaptured';

/** A refund as its payment shows it. Amount in the smallest unit. */
export type RefundView = {
  readonly id: string;
  readonly amount: number;
  /** Only what is `done` counts: money that is on its way may come back. */
  readonly state: 'done' | 'pending' | 'failed';
  readonly kind: RefundKind;
  /** The operation id that it carries. */
  readonly reference?: string | undefined;
};

/** A payment as its provider shows it: no personal data. Amounts in the smallest unit. */
export type PaymentView = {
  readonly id: string;
  readonly state: string;
  readonly amount: number;
  /** What its customer pays: with tax and fee. */
  readonly total: number;
  readonly currency: string;
  /** When it was made. */
  readonly at: EpochMs;
  /** Absent where the answer does not show them, as some versions of an API do not. */
  readonly refunds?: readonly RefundView[] | undefined;
  readonly order?: string | undefined;
  readonly session?: string | undefined;
  /** The operation id of the create that made it. */
  readonly reference?: string | undefined;
  /** How it is paid, in the provider's own word; absent where it does not say. */
  readonly method?: string | undefined;
};

/** How a session is: only a `pending` one can still be paid. `completed` is not yet paid: that is its payment's to say. */
export type SessionState = 'pending' | 'completed' | 'cancelled' | 'expired';

/** A session as its provider shows it. */
export type SessionView = {
  readonly state: SessionState;
  /** The payment that was made in it, if one was. */
  readonly payment?: PaymentView | undefined;
};

/** What a provider tells that has happened to a payment. */
export type ProviderEvent = {
  /** The event's own id: the same however often it is delivered. */
  readonly id: string;
  readonly type: string;
  readonly payment: string;
  /** When it happened; absent where the provider does not say. */
  readonly at?: EpochMs | undefined;
  /** The payment as it was then; absent where the provider does not show it. */
  readonly told?: PaymentView | undefined;
};

/** An event, or why there is none: it is about something else, or it has a form that is not understood. */
export type ParsedEvent = ProviderEvent | 'ignored' | 'unreadable';

/** A webhook as it came. */
export type WebhookRequest = {
  readonly headers: Headers;
  readonly path: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
};

/** A page of a provider's events, the newest first. */
export type EventPage = {
  readonly events: readonly ParsedEvent[];
  /** When the oldest of them happened; undefined where there is none. */
  readonly oldestAt?: EpochMs | undefined;
  /** How many pages there are. */
  readonly pages: number;
};

/** A dispute that a bank has opened: until when the merchant may answer. */
export type Chargeback = {
  readonly id: string;
  readonly payment: string;
  readonly isOpen: boolean;
  readonly dueAt?: EpochMs | undefined;
};

/** A stretch of time; without its end: up to now. */
export type Stretch = { readonly from: EpochMs; readonly to?: EpochMs | undefined };

/** How a provider tells what happens there without being asked, and how a payment is read back. */
export type EventSource = {
  /** The provider's name. */
  readonly provider: string;
  /** The place of its secret by which its webhooks are recognised. */
  readonly secretPlace: string;
  /** Whether a webhook is the provider's own. Compared in constant time. */
  readonly isGenuine: (request: WebhookRequest, secret: string) => boolean;
  readonly parseEvent: (bytes: Buffer) => ParsedEvent;
  /** `'/api/v1/payments'`; an id follows. */
  readonly paymentsPath: string;
  /** Undefined where anything is missing that the payment's record needs. */
  readonly parsePayment: (body: unknown) => PaymentView | undefined;
  /** States from which nobody expects that money still comes. */
  readonly endedStates: ReadonlySet<string>;
  /** Its list of events; absent where it has none. */
  readonly events?: {
    readonly path: string;
    /** The page of a number, from 1, of the events of a stretch of time. */
    readonly query: (page: number, stretch: Stretch) => readonly (readonly [string, string])[];
    readonly read: (body: unknown) => EventPage | undefined;
  };
  /** Its list of chargebacks; absent where it has none. */
  readonly chargebacks?: {
    readonly path: string;
    /** The newest of them on one page. */
    readonly query: readonly (readonly [string, string])[];
    readonly read: (body: unknown) => readonly Chargeback[] | undefined;
  };
  /** The sessions in which its customers pay, of which it tells nothing; absent where it has none. */
  readonly sessions?: {
    /** `'/api/v1/sessions'`; an id follows. */
    readonly path: string;
    /** Undefined where anything is missing that says whether it can still be paid. */
    readonly read: (body: unknown) => SessionView | undefined;
    /** The operations after which a session may have another state. */
    readonly changedBy: readonly ProviderOperationId[];
  };
  /** The operation whose payments are looked at now and then, because the provider does not tell all; absent: it does. */
  readonly polled?: string;
};
