import type { Payment } from './payments.ts';

/** How the list lies: it shows payments late, or ends after its first page. */
export type ListMode = 'true' | 'lag' | 'lose_page';

/** All that Coiney remembers; payments by id and in order of creation. */
export type CoineyState = {
  payments: Record<string, Payment>;
  /** Payments of which the merchant's server has not confirmed yet that it was told. */
  untold: string[];
  list: ListMode;
};

export const emptyCoiney = (): CoineyState => ({ payments: {}, untold: [], list: 'true' });
