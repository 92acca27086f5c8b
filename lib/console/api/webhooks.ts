import type { SentEvent, ShownDelivery } from './payment.ts';

/* What the screen "Webhooks" asks for, and what it is answered. Times in ISO 8601. */

/** A server of the merchant's that is sent events. */
export type EndpointRow = {
  readonly name: string;
  readonly state: 'enabled' | 'resting' | 'disabled';
  /** Tries in a row that failed. */
  readonly failures: number;
};

/** An event to an end point, and when it is tried next. */
export type DeliveryRow = SentEvent & {
  readonly payment: { readonly provider: string; readonly id: string } | null;
  readonly next: string | null;
  /** Whether that is past for minutes: nobody sends just now. */
  readonly isOverdue: boolean;
  /** The event of the same payment that it waits for, because they go in order; null where it is the first. */
  readonly after: string | null;
};

/** An event of a provider that was not applied yet. */
export type IncomingRow = {
  readonly provider: string;
  readonly id: string;
  readonly type: string;
  readonly cause: string;
  readonly payment: string;
  readonly receivedAt: string;
  readonly tries: number;
  /** Why the last try did not apply it, in a sentence. */
  readonly why: string;
  /** When it is tried next. */
  readonly dueAt: string;
};

export const deliveryStates = [
  ...['failing', 'pending', 'delivered', 'given_up'],
] as const satisfies readonly ShownDelivery[];

export type WebhooksScreen = {
  readonly endpoints: readonly EndpointRow[];
  readonly deliveries: readonly DeliveryRow[];
  /** Whether older ones are left out. */
  readonly isCut: boolean;
  readonly incoming: readonly IncomingRow[];
};

/** What is to be sent once more. */
export type ReplayRequest = { readonly event: string; readonly endpoint: string };
export type ReplayAnswer = { readonly said: string };
