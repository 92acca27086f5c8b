import type { ExampleToken } from './example.ts';

/**
 * One step of a trigger. In a path or a body `{id}` is the id of the first object that was made, `{token}` that of the
 * token.
 */
export type TriggerStep =
  /** A browser makes a token of a card at the provider. */
  | {
      readonly does: 'token';
      readonly token: Pick<ExampleToken, 'path' | 'publishableKey' | 'fields'>;
    }
  /** The storefront's server asks the gateway, with a key of its own. */
  | {
      readonly does: 'request';
      readonly method: 'POST' | 'PATCH';
      readonly path: string;
      readonly body?: object;
    }
  /** What a customer, a bank or the provider does: a control below `/sandbox/`. */
  | { readonly does: 'happening'; readonly control: string };

/** How each of a provider's events comes about, by its type: `{ 'payment.captured': […] }`. */
export type Triggers = Readonly<Record<string, readonly TriggerStep[]>>;
