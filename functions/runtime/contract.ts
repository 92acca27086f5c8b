import type * as z from 'zod/mini';
import type { PathOf, ProviderOperationId } from '../operations.ts';
import type { JsonObject } from './body.ts';
import type { Told } from './outcome.ts';

/** What an answer must say where it says anything of it; another value is a contradiction, an absent one is not. */
export type Expectation = {
  readonly payment?: string | undefined;
  readonly amount?: number | undefined;
  readonly currency?: string | undefined;
};

/**
 * One operation, said as data and pure functions: what to accept, what to add, what to expect. Method, path, provider,
 * secret, permissions and what may be sent again follow from its row.
 */
export type Contract<Id extends ProviderOperationId, Body> = {
  /** What is looked at in the request's body; members that it does not name pass through. Absent: there is no body. */
  readonly body?: z.ZodMiniType<Body>;
  /** Leaves the operation's id in what is made, so that a lost answer can be recognised. */
  readonly mark?: (body: Body, reference: string) => object;
  /** What an answer with a 2xx status tells; undefined where it is not what was expected. */
  readonly tell: (answer: unknown, asked: { readonly reference: string }) => Told | undefined;
  readonly expect?: (asked: { readonly path: PathOf<Id>; readonly body: Body }) => Expectation;
};

/** The same without its types: what the pipeline works with once a request has been read. */
export type AnyContract = {
  readonly body?: z.ZodMiniType;
  readonly mark?: (body: JsonObject, reference: string) => object;
  readonly tell: Contract<ProviderOperationId, unknown>['tell'];
  readonly expect?: (asked: {
    readonly path: Readonly<Record<string, string>>;
    readonly body: JsonObject;
  }) => Expectation;
};

const sameText = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Whether an answer names another reference, payment, amount or currency than the request did. */
export function contradicts(told: Told, expected: Expectation & { reference: string }): boolean {
  const differs = <Value>(
    one: Value | undefined,
    other: Value | undefined,
    same: (one: Value, other: Value) => boolean = Object.is,
  ): boolean => one !== undefined && other !== undefined && !same(one, other);
  return (
    differs(told.reference, expected.reference) ||
    differs(told.payment, expected.payment) ||
    differs(told.amount, expected.amount) ||
    differs(told.currency, expected.currency, sameText)
  );
}
