import type { ProviderOperationId } from '../../../functions/operations.ts';

/** One execution: what was charged or changed, whatever anyone was told. */
export type Made = {
  /** The id of what was made or changed. */
  readonly object: string;
  /** What was executed, and for which operation id and intent: known to the explorer, not to the provider. */
  readonly operation: ProviderOperationId;
  readonly reference: string;
  readonly intent: string;
  readonly account: string;
  readonly isLive: boolean;
  readonly at: number;
  /** The object that the request's path named, and what it sent. */
  readonly on: string | undefined;
  readonly sent: Readonly<Record<string, unknown>>;
};

/** A payment, a customer or a list as it is written in an answer. */
export type Entity = Readonly<Record<string, unknown>>;

export const contentType = 'application/json';

const moments = new Map<number, string>();

/** A moment as both providers write it, in whole seconds. */
export function written(at: number): string {
  const known = moments.get(at);
  if (known !== undefined) return known;
  const text = `${new Date(at).toISOString().slice(0, 19)}Z`;
  moments.set(at, text);
  return text;
}
