import type { EpochMs } from '../platform/clock.ts';
import type { ProviderObject } from './outcome.ts';

/** One page of a provider's list. */
export type Page = {
  readonly items: readonly unknown[];
  /** How many items the whole list has. */
  readonly total: number;
  /** The cursor of the next page; undefined on the last. */
  readonly next: string | undefined;
};

/** A stretch of time, both ends included. */
export type Window = { readonly from: EpochMs; readonly to: EpochMs };

/** Without its time an object of an older use of the same key could not be told from a new one. */
export type DatedObject = ProviderObject & { readonly id: string; readonly at: EpochMs };

/** How a provider's list is searched for what a create made whose answer was lost. */
export type ListSearch = {
  /** The query of the page after a cursor, of the first page without one; of all times without a window. */
  readonly query: (
    after: string | undefined,
    window: Window | undefined,
  ) => readonly (readonly [string, string])[];
  /** Whether the list can be asked for a window; else the query is always of all times. */
  readonly takesWindow: boolean;
  /**
   * An object as the list or a read shows it, with its reference; undefined where a member is missing or
   * not understood that would have shown whose it is, or what became of it.
   */
  readonly item: (item: unknown) => DatedObject | undefined;
  /**
   * What other operations may have left in an item, such as the refunds of a payment; undefined where that cannot be
   * read. Absent: nothing.
   */
  readonly parts?: (item: unknown) => readonly ProviderObject[] | undefined;
  /** Whether the provider makes some by itself, of which nothing says for which operation. @default - none */
  readonly alsoMadeByProvider?: boolean;
  /** Undefined where an answer is no page of the list. */
  readonly read: (answer: unknown) => Page | undefined;
  /** The status with which the create would have been answered. */
  readonly madeStatus: number;
};
