import { maskCardNumbers } from '../platform/card-number.ts';

/** Bytes that an order number may have to be found by: an index key of DynamoDB has at most 2048. */
const orderBytesMax = 1024;

/**
 * `provider#number`, by which everything about an order is found. A number that looks like a card's is masked, so that
 * none is on record. Undefined where there is no number, or where it is longer than an index takes: then the payment is
 * made all the same, and only its order cannot be asked for.
 */
export function orderKey(provider: string, number: string | undefined): string | undefined {
  if (number === undefined || number === '' || Buffer.byteLength(number) > orderBytesMax)
    return undefined;
  return `${provider}#${maskCardNumbers(number)}`;
}

/** The order number that a caller wrote, as text or as a number; undefined where it is neither. */
export function orderNumberOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : undefined;
}
