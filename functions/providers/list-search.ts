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

/** How a provider's list is searched for what a create made whose answer was lost. */
export type ListSearch = {
  /** The query of the page after a cursor, of the first page without one; of all times without a window. */
  readonly query: (
    after: string | undefined,
    window: Window | undefined,
  ) => readonly (readonly [string, string])[];
  /** Whether the list can be asked for a window; else the query is always of all times. */
  readonly takesWindow: boolean;
  /** What other operations may have left in an item, such as the refunds of a payment. Absent: nothing. */
  readonly parts?: (item: unknown) => readonly ProviderObject[];
  /** Undefined where an answer is no page of the list. */
  readonly read: (answer: unknown) => Page | undefined;
  /** The status with which the create would have been answered. */
  readonly madeStatus: number;
};
