import type { ProviderAnswer } from './simulator.ts';

/** A provider's rejection. It is thrown anywhere in a simulator and turned into an answer in one place. */
export class ProviderError extends Error {
  readonly status: number;
  readonly body: string;

  /** @param error the answer's body */
  constructor(status: number, error: object) {
    super(`A rejection with status ${status}`);
    this.status = status;
    this.body = JSON.stringify(error);
  }
}

/** Turns a rejection into its answer. Any other error is a defect and is thrown on. */
export async function answering(act: () => Promise<ProviderAnswer>): Promise<ProviderAnswer> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { status: error.status, body: error.body, applied: false };
  }
}
