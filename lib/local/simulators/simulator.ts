import type { IncomingHttpHeaders } from 'node:http';
import type * as z from 'zod';
import type { Control } from '../sandbox/control.ts';
import type { Lists } from '../sandbox/lists.ts';
import type { Example } from './example.ts';
import type { Triggers } from './trigger.ts';
import type { Webhook, WebhookSetting, WebhookSource } from './webhooks/webhook.ts';

/** A request as a provider sees it, without anything that only the sandbox may know. */
export type ProviderRequest = {
  readonly method: string;
  /** Below the provider's prefix: `/payments`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** The answer of a simulated provider. */
export type ProviderAnswer = {
  readonly status: number;
  readonly body: string;
  /** Whether this request changed something at the provider. A read, a rejection and a repeated answer did not. */
  readonly applied: boolean;
};

/** What a customer's browser asks of a provider's pages. */
export type PageRequest = {
  readonly method: string;
  /** Below the provider's origin: `/sessions/1`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** A form, as browsers send it. */
  readonly body: string;
};

/** A page, or where to go instead. */
export type PageAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What a simulator works with. */
export type SimulatorContext<State> = {
  /** Everything that the provider remembers; it is stored after every request. */
  readonly state: State;
  readonly lists: Lists;
  /** Milliseconds since 1970, as the sandbox's clock tells them. */
  readonly now: () => number;
  /** Whether a key is one of the merchant's that the provider accepts now: two while one is replaced. */
  readonly isSecretKey: (key: string) => boolean;
  /** Where the provider is reached, without a slash at its end. It is known once the simulators listen. */
  readonly origin: () => string;
  /** Where webhooks go that the provider's own settings send nowhere else, and what signs them. */
  readonly webhook: () => WebhookSetting;
  /** Takes a webhook, which is delivered after the answer to the request that caused it. */
  readonly send: (webhook: Webhook) => void;
};

/** What a simulator does once it runs. */
export type SimulatedProvider = {
  readonly controls: readonly Control[];
  /** Every request that it answers, below its prefix: `GET /payments/{id}`. A fault can name no other. */
  readonly routes: readonly string[];
  /**
   * Answers one request. `work` stands for the time that the provider takes: it is called after the request was
   * accepted (an idempotency key is claimed by then) and before anything is applied.
   */
  handle(request: ProviderRequest, work: () => Promise<void>): Promise<ProviderAnswer>;
  /**
   * Answers what is below its origin and not below its API: the pages for customers. Undefined if there is no such page.
   * Absent: the provider has no pages. They are no part of the list of requests, and no fault affects them.
   */
  readonly pages?: (request: PageRequest) => PageAnswer | undefined;
  /** Absent: the provider sends no webhooks. */
  readonly webhooks?: WebhookSource;
  /** Lets happen what the time does: called when the sandbox has moved the clock. */
  readonly passTime?: () => void;
};

/** How the local system can call the provider's own test mode in place of the simulator. */
export type TestMode = {
  /** The setting that holds a key of the test mode and so switches to it: `'ACME_SECRET_KEY'`. */
  readonly setting: string;
  /** What such a key looks like. No other key is accepted, because a live key would move real money. */
  readonly key: z.ZodType<string, string>;
  /** The member of the provider's secret that holds the key. */
  readonly member: string;
  /** The provider's own origin, where tokens are made then. */
  readonly origin: string;
  /** The key for browsers, as an example names it: everybody has their own. */
  readonly publishableKey: string;
  /** The line that the start prints. */
  readonly notice: string;
};

/** Everything that differs between simulators, except how one answers. */
type Traits = {
  /** The provider's name in operation ids, settings and faults: `'acme'`. */
  readonly name: string;
  /** The provider's name as people write it: `'Acme'`. */
  readonly title: string;
  /** Where the provider's origin is on the simulators' port: `''` for the root, or `'/acme'`. */
  readonly originPath: string;
  /** Where the provider's API is below its origin: `'/api/v1'`. */
  readonly apiPath: string;
  /** The header with the provider's idempotency key, in lower case; absent if the provider has none. */
  readonly idempotencyHeader?: string;
  /** Absent: only the simulator can be used. */
  readonly testMode?: TestMode;
  /** The operation whose process is started ahead of the first request. */
  readonly warm?: string;
  /** What the start prints to try, in this order. */
  readonly examples?: readonly Example[];
  /** How the events that the provider tells come about. */
  readonly triggers?: Triggers;
  /**
   * The path below the gateway to which the provider sends its webhooks, of the members of its secret. It is used if the
   * gateway has a route for it. Absent: none.
   */
  readonly webhookPath?: (secret: Readonly<Record<string, unknown>>) => string;
  /** The provider's operations that the local storefront's key may call. */
  readonly storefrontScopes: readonly string[];
};

/** Gives what is stored of a provider, or the empty state at the first start. */
export type Recall = <State extends object>(name: string, empty: State) => State;

/** One simulator: everything that the local system knows of a provider. The rest of lib/local names no provider. */
export type Simulator = Traits & {
  readonly start: (
    recall: Recall,
    context: Omit<SimulatorContext<unknown>, 'state'>,
  ) => SimulatedProvider;
};

/** Defines a simulator by its traits, its state before the first request, and how it is created on its state. */
export function defineSimulator<State extends object>({
  emptyState,
  create,
  ...traits
}: Traits & {
  readonly emptyState: () => State;
  readonly create: (context: SimulatorContext<State>) => SimulatedProvider;
}): Simulator {
  return {
    ...traits,
    start: (recall, context) => create({ ...context, state: recall(traits.name, emptyState()) }),
  };
}
