import type { Expectation } from './contract.ts';
import type { ProviderObject } from './outcome.ts';

const sameText = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Whether an answer names another reference, object, payment, amount or currency than the request did. */
export function contradicts(
  object: ProviderObject,
  expected: Expectation & { readonly reference: string },
): boolean {
  const differs = <Value>(
    one: Value | undefined,
    other: Value | undefined,
    same: (one: Value, other: Value) => boolean = Object.is,
  ): boolean => one !== undefined && other !== undefined && !same(one, other);
  return (
    differs(object.reference, expected.reference) ||
    differs(object.id, expected.id) ||
    differs(object.resource, expected.resource) ||
    differs(object.amount, expected.amount) ||
    differs(object.currency, expected.currency, sameText)
  );
}
