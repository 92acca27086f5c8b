/** One request that reached a provider. It has no body and no query, so that no card number can be in it. */
export type RequestEntry = {
  at: string;
  method: string;
  path: string;
  idempotencyKey: string | null;
  /** Whether it changed something at the provider. */
  applied: boolean;
  /** What the caller was sent; null while nothing was, and for ever where the line was cut. */
  status: number | null;
};

/** More than any journey sends, and little enough to be written to a file after every request. */
const entriesMost = 5_000;

/** Notes a request on arrival; what becomes of it is written into the entry later. */
export function note(entries: RequestEntry[], entry: RequestEntry): RequestEntry {
  entries.push(entry);
  if (entries.length > entriesMost) entries.splice(0, entries.length - entriesMost);
  return entry;
}
