import type { Customer } from './customers/create.ts';
import type { Remembered } from './protocol/idempotency.ts';
import type { PaymentMethod } from './payment-types/payment-types.ts';
import type { Payment } from './payments/create.ts';
import type { TokenEntry } from './tokens/create.ts';

/** A customer beside the payment method that is charged when nobody is there to type a number. */
export type CustomerEntry = { customer: Customer; method: PaymentMethod };

/** All that KOMOJU remembers, by id and in order of creation. No card number is ever in it. */
export type KomojuState = {
  payments: Record<string, Payment>;
  customers: Record<string, CustomerEntry>;
  tokens: Record<string, TokenEntry>;
  remembered: Record<string, Remembered>;
  /** What customers pay on top, by payment type; nothing unless the sandbox says so. */
  fees: Record<string, number>;
  /** What each refund request asks for, by its id: KOMOJU does not show it. */
  requestedAmounts: Record<string, number>;
};

export const emptyKomoju = (): KomojuState => ({
  payments: {},
  customers: {},
  tokens: {},
  remembered: {},
  fees: {},
  requestedAmounts: {},
});

/** Looks an id up that somebody else wrote; `constructor` is nobody's id. */
export function find<Entry>(entries: Record<string, Entry>, id: string): Entry | undefined {
  return Object.hasOwn(entries, id) ? entries[id] : undefined;
}
