/** A provider's own dashboard: what it is called, and where a payment is in it. */
export type Dashboard = {
  readonly name: string;
  readonly paymentUrl: (id: string) => string;
};
