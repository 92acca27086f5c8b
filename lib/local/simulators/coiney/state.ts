import type { Payment } from './payments.ts';

/** All that Coiney remembers; payments by id and in order of creation. */
export type CoineyState = {
  payments: Record<string, Payment>;
  /** Payments of which the merchant's server has not confirmed yet that it was told. */
  untold: string[];
};

export const emptyCoiney = (): CoineyState => ({ payments: {}, untold: [] });
