/** When a webhook counts as delivered, and when it is tried again. */
export type DeliveryRules = {
  /** An answer that takes longer is none. */
  readonly timeoutMs: number;
  /** How long to wait, in real time, after each try that failed; after the last one it is given up. */
  readonly waitsMs: readonly number[];
  readonly isConfirmed: (status: number) => boolean;
  /** Whether it is sent again after this status; null: no answer. */
  readonly isRepeated: (status: number | null) => boolean;
};

/** A webhook as it is sent, the same bytes at every try. */
export type Webhook = {
  /** Whose it is: webhooks of one provider are delivered one after the other. */
  readonly provider: string;
  /** The delivery's own id. */
  readonly id: string;
  /** The id of the event that it tells of; null if the provider has no such ids. */
  readonly event: string | null;
  readonly type: string;
  readonly payment: string | null;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly rules: DeliveryRules;
  /** Called when the merchant's server has confirmed it. */
  readonly onConfirmed?: () => void;
};

/** `waiting` has its next try before it, or is under way; `held` waits until the sandbox lets it go. */
export type DeliveryState = 'waiting' | 'held' | 'delivered' | 'failed';

/** What has become of a webhook. */
export type Delivery = {
  readonly webhook: Webhook;
  /** Its place in the order in which they were made. */
  readonly place: number;
  tries: number;
  /** The status of the last answer; null before the first one, and if the last try had none. */
  status: number | null;
  state: DeliveryState;
};

/** Where a provider's webhooks go unless its own settings say otherwise, and what signs them. */
export type WebhookSetting = {
  /** Undefined: nowhere. */
  readonly url: string | undefined;
  readonly secret: string;
};

/** A webhook that the provider never sent. */
export type Forgery = {
  readonly type: string;
  readonly payment: string;
  /** Absent: a wrong one; `valid`: as with the right secret; anything else is sent as it is. */
  readonly signature?: string | undefined;
};

/** What the sandbox can ask of a provider that sends webhooks. */
export type WebhookSource = {
  /** Hands over what has happened since; it is delivered after the answer to the request that did it. */
  readonly tell: () => void;
  /** Tells everything of a payment again; gives how many webhooks that is. */
  readonly redeliver: (payment: string) => number;
  /** Undefined: it cannot be sent, because there is nowhere to send it. */
  readonly forge: (forgery: Forgery) => Webhook | undefined;
};
