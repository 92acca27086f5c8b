import type { LambdaError } from './messages.ts';

/** The result of an invocation: the function's answer, or why there is none. */
export type Invocation =
  | { readonly kind: 'answered'; readonly value: unknown }
  | {
      readonly kind: 'failed';
      /** It threw, ran into its timeout, died under the request, could not be loaded, or was not run for load. */
      readonly why: 'threw' | 'timed_out' | 'died' | 'not_started' | 'throttled';
      readonly error: LambdaError;
    };

/** What is told of an invocation when it has ended, as Lambda's line `REPORT` tells it. */
export type Report = {
  readonly operation: string;
  /** The id of the process that ran it. */
  readonly process: string;
  /** API Gateway's id of the request; undefined where a schedule started it. */
  readonly requestId: string | undefined;
  readonly invocation: Invocation;
  /** Milliseconds of processor time; undefined where the process did not live to tell. */
  readonly cpuMs: number | undefined;
};

/** Invokes one function. It never throws. */
export type Invoke = (operation: string, event: unknown) => Promise<Invocation>;

/** The one failure with a meaning: API Gateway documents this message as an authorizer's way to answer 401. */
export const saysUnauthorized = (invocation: Invocation): boolean =>
  invocation.kind === 'failed' && invocation.error.errorMessage === 'Unauthorized';

/** A failed invocation, with an error as the Lambda service reports it. */
export function failed(
  why: Extract<Invocation, { kind: 'failed' }>['why'],
  error: LambdaError,
): Invocation {
  return { kind: 'failed', why, error };
}
