import type { LambdaError } from './messages.ts';

/** The result of an invocation: the function's answer, or why there is none. */
export type Invocation =
  | { readonly kind: 'answered'; readonly value: unknown }
  | {
      readonly kind: 'failed';
      /** It threw, ran into its timeout, died under the request, or could not be loaded. */
      readonly why: 'threw' | 'timed_out' | 'died' | 'not_started';
      readonly error: LambdaError;
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
