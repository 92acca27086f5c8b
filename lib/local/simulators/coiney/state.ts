/** The states of a payment. */
export type Status = 'open' | 'expired' | 'paid' | 'refunded' | 'cancelled';

/** A payment, with its members in the order of Coiney's document. */
export type Payment = {
  id: string;
  object: 'payment';
  mode: 'live' | 'test';
  createdAt: string;
  amount: number;
  currency: string;
  paidAt?: string;
  refundedAt?: string;
  validUntil: string;
  status: Status;
  subject: string | null;
  description: string | null;
  remarks: string | null;
  metadata: Record<string, string>;
  links: {
    paymentUrl: string;
    redirectUrl: string | null;
    cancelUrl: string | null;
    webhookUrl: string | null;
  };
  locale: string | null;
};

/** Everything that Coiney remembers. Payments are by id and in order of creation. */
export type CoineyState = {
  payments: Record<string, Payment>;
  /** Paid payments whose webhook the merchant's server has not confirmed yet. By id; the name is that of stored files. */
  untold: string[];
};

/** Coiney before the first request. */
export const emptyCoiney = (): CoineyState => ({ payments: {}, untold: [] });
