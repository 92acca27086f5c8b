/** A provider's own dashboard: what it is called, and where a payment is in it. */
export type Dashboard = {
  readonly name: string;
  readonly paymentUrl: (id: string) => string;
};

/** How a provider's payments are paid. */
export type Methods = {
  /** The console's words by the provider's; one that is missing keeps its own. */
  readonly names: Readonly<Record<string, string>>;
  /** The one way in which all are paid, where its answers do not say it. */
  readonly only?: string;
};
