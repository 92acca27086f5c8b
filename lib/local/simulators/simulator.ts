import type { IncomingHttpHeaders } from 'node:http';
import type { Control } from '../sandbox/control.ts';

/** A request as a provider sees it; nothing of the sandbox is left in it. */
export type ProviderRequest = {
  readonly method: string;
  /** Below the provider's prefix: `/payments`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

export type ProviderAnswer = {
  readonly status: number;
  readonly body: string;
  /** Whether this request changed something at the provider; a read, a refusal and a repeated answer did not. */
  readonly applied: boolean;
};

/** A provider on this machine. The server, its faults and its controls know no more of it than this. */
export type ProviderSimulator = {
  /** What faults call it: `komoju`. */
  readonly name: string;
  /** Where its paths start: `/api/v1`. */
  readonly prefix: string;
  /** The header that names a request so that it is carried out once; in lower case. */
  readonly idempotencyHeader?: string;
  readonly controls: readonly Control[];
  /**
   * Answers one request. `work` is the time that the provider takes after it has accepted the request (a key is
   * claimed by then) and before anything is applied.
   */
  handle(request: ProviderRequest, work: () => Promise<void>): Promise<ProviderAnswer>;
};
