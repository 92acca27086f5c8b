import { append } from '../../host/bounded.ts';

/** One request that reached a provider. It has neither body nor query, so it can hold no card number. */
export type RequestEntry = {
  at: string;
  method: string;
  path: string;
  idempotencyKey: string | null;
  /** Whether it changed something at the provider. */
  applied: boolean;
  /** The status that the caller was sent; null before the answer, and if the connection was cut. */
  status: number | null;
  /** When the provider was done with it; null while it is under way, also where its caller waits no longer. */
  endedAt: string | null;
};

/** More than any test sends, and small enough to be written to a file after every request. */
const maxEntries = 5_000;

/** Adds a request on arrival; its result is written into the entry later. */
export function logRequest(entries: RequestEntry[], entry: RequestEntry): RequestEntry {
  append(entries, entry, maxEntries);
  return entry;
}
