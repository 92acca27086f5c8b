import type { LambdaError } from './messages.ts';

/** What came of asking a Lambda: its answer, or in which way there is none. */
export type Invocation =
  | { readonly kind: 'answered'; readonly value: unknown }
  | {
      readonly kind: 'failed';
      /** It threw, ran into its timeout, died under the request, or could not be loaded. */
      readonly why: 'threw' | 'timed_out' | 'died' | 'not_started';
      readonly error: LambdaError;
    };

/** Asks one function; it never throws. */
export type Invoke = (operation: string, event: unknown) => Promise<Invocation>;

/** The one failure with a meaning: API Gateway documents it as the way for an authorizer to say 401. */
export const saysUnauthorized = (invocation: Invocation): boolean =>
  invocation.kind === 'failed' && invocation.error.errorMessage === 'Unauthorized';

/** A failure in the words of the Lambda service. */
export function failed(
  why: Extract<Invocation, { kind: 'failed' }>['why'],
  error: LambdaError,
): Invocation {
  return { kind: 'failed', why, error };
}
