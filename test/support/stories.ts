import type { Happening } from './events.ts';

const refund = ['refund.created', 'refunded'];
const part = { id: 'ref1', amount: 400 };
const rest = { id: 'ref2', amount: 600 };
const bank = { id: 'bank1', amount: 1000, chargeback: true };
const first = { id: 'first' };
const second = { id: 'second' };

/** What happens to payments. */
export const stories: Readonly<Record<string, readonly Happening[]>> = {
  'cash at a konbini': [
    [['authorized'], { status: 'authorized' }],
    [['captured'], { status: 'captured' }],
  ],
  'a card that is refunded in parts': [
    [['captured'], { status: 'captured' }],
    [refund, { status: 'captured', refunds: [part] }],
    [refund, { status: 'refunded', refunds: [part, rest] }],
  ],
  'several attempts that fail, and one that does not': [
    [['failed'], { status: 'failed' }],
    [['failed'], { status: 'failed' }],
    [['authorized'], { status: 'authorized' }],
    [['failed'], { status: 'failed' }],
    [['captured'], { status: 'captured' }],
  ],
  'attempts that only fail': [
    [['authorized'], { status: 'authorized' }],
    [['failed'], { status: 'failed' }],
  ],
  'a chargeback': [
    [['captured'], { status: 'captured' }],
    [refund, { status: 'refunded', refunds: [bank] }],
  ],
  'a chargeback and its reversal': [
    [['captured'], { status: 'captured' }],
    [refund, { status: 'refunded', refunds: [bank] }],
    [['updated'], { status: 'captured' }],
  ],
  'an expiry': [
    [['authorized'], { status: 'authorized' }],
    [['expired'], { status: 'expired' }],
  ],
  'an expiry, and cash after it': [
    [['authorized'], { status: 'authorized' }],
    [['expired'], { status: 'expired' }],
    [['authorized'], { status: 'authorized' }],
    [['captured'], { status: 'captured' }],
  ],
  'two attempts of one order, the expiry of the first last': [
    [['authorized'], { ...first, status: 'authorized' }],
    [['authorized'], { ...second, status: 'authorized' }],
    [['captured'], { ...second, status: 'captured' }],
    [['expired'], { ...first, status: 'expired' }],
  ],
};

/** Every order of some values. */
export function permutationsOf<Value>(values: readonly Value[]): Value[][] {
  if (values.length === 0) return [[]];
  return values.flatMap((value, place) =>
    permutationsOf(values.toSpliced(place, 1)).map((others) => [value, ...others]),
  );
}
