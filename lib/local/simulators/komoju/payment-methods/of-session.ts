import { createHash } from 'node:crypto';
import { requiredDetails } from '../assumptions.ts';
import { isOffsite } from '../payment-types/payment-types.ts';
import { brandNames, stores } from './catalogue.ts';

/**
 * A way to pay in one session. KOMOJU's client for Node, PaymentMethod (seen 2026); `installments` and `api_endpoint` are
 * only for Komoju Pay, which is not simulated. `customer_fee` is in KOMOJU's fields for browsers (seen 2026).
 */
export type SessionMethod = {
  type: string;
  hashed_gateway: string;
  amount: number;
  currency: string;
  exchange_rate: number;
  customer_fee: number;
  offsite: boolean;
  additional_fields: readonly string[];
  brands?: readonly string[] | Readonly<Record<string, { icon: string }>>;
  seven_eleven_merchant_number?: string;
};

/** Members of payment details that say who the customer is. The others are the means to pay. */
const aboutCustomer = /^(email|phone|customer_name|(given|family)_name(_kana)?)$/;

/** KOMOJU serves an icon for each name there. Its plugin for WooCommerce (seen 2026). */
const iconOf = (name: string): string => `https://komoju.com/payment_methods/${name}.svg`;

/** Card brands are names; stores have icons, as KOMOJU's fields for browsers read them (seen 2026). */
const special: Readonly<Record<string, Partial<SessionMethod>>> = {
  credit_card: { brands: brandNames },
  konbini: {
    brands: Object.fromEntries(stores.map((store) => [store, { icon: iconOf(store) }])),
    seven_eleven_merchant_number: '90123',
  },
};

/** A session's way to pay. There is one gateway and no conversion of currencies, so the amount is the session's. */
export const methodOfSession = (
  type: string,
  { amount, currency, fee }: { amount: number; currency: string; fee: number },
): SessionMethod => ({
  type,
  hashed_gateway: createHash('sha256').update(`simulator:${type}`).digest('hex').slice(0, 32),
  amount,
  currency,
  exchange_rate: 1,
  customer_fee: fee,
  offsite: isOffsite(type),
  additional_fields: requiredDetails(type).filter((name) => aboutCustomer.test(name)),
  ...(Object.hasOwn(special, type) && special[type]),
});
