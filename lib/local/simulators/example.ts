/* What the start prints to try. */

/** A request that the start prints as a command to try; its key makes it safe to send again. */
export type ExampleRequest = {
  /** What it is for, as the line begins: `Pay with it`. */
  readonly title: string;
  readonly path: string;
  readonly idempotencyKey: string;
  /** A value that begins with a dollar sign names the variable of a token. */
  readonly fields: Readonly<Record<string, string>>;
};

/** A token that a browser makes at the provider, so that the gateway sees no card; the start prints the command. */
export type ExampleToken = {
  readonly title: string;
  /** The variable of the shell that gets the token. */
  readonly variable: string;
  /** At the provider's origin, with the key for browsers. */
  readonly path: string;
  readonly publishableKey: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Finds the token in the answer; an expression of grep. */
  readonly pattern: string;
};

export type Example = ExampleToken | ExampleRequest;
