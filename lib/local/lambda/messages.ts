/** The messages between the host and a Lambda process, over Node's IPC channel. */

/** Given to a process at its start, as its only argument. */
export type ChildStart = {
  /** The bundle's file, without its ending, and the name of its export. */
  readonly file: string;
  readonly handler: string;
  readonly function: { readonly name: string; readonly arn: string; readonly memoryMb: number };
  readonly offsetMs: number;
  /** The origins of the simulated providers by name. One origin may be the beginning of another. */
  readonly providers: Readonly<Record<string, string>>;
  /** Where the simulators listen; a process asks there whether it may connect. */
  readonly simulator: string;
};

export type ToChild =
  | {
      readonly kind: 'invoke';
      readonly requestId: string;
      readonly event: unknown;
      readonly timeoutMs: number;
    }
  | { readonly kind: 'clock'; readonly offsetMs: number };

/** An error as the Lambda runtime reports it. */
export type LambdaError = {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stack?: string | undefined;
};

type Ended = {
  readonly requestId: string;
  /** Milliseconds of processor time, of all threads, since the process had answered before, or had loaded. */
  readonly cpuMs: number;
};

export type FromChild =
  | { readonly kind: 'ready' }
  | { readonly kind: 'not_started'; readonly error: LambdaError }
  | (Ended & { readonly kind: 'answered'; readonly value: unknown })
  | (Ended & { readonly kind: 'failed'; readonly error: LambdaError })
  | { readonly kind: 'clock' };
