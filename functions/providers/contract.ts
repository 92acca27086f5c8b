import type * as z from 'zod/mini';
import type { operations, PathOf, ProviderOperationId } from '../operations.ts';
import type { JsonObject } from '../platform/body.ts';
import type { EpochMs } from '../platform/clock.ts';
import type { Wanted } from '../ledger/record.ts';
import type { Outcome, Told } from './outcome.ts';

/** What an answer must say where it says anything of it; another value is a contradiction, an absent one is not. */
export type Expectation = {
  readonly object?: string | undefined;
  readonly payment?: string | undefined;
  readonly amount?: number | undefined;
  readonly currency?: string | undefined;
};

/** One page of a provider's list, as a search reads it. */
export type Page = {
  readonly items: readonly unknown[];
  /** How many items the whole list has. */
  readonly total: number;
  /** The cursor of the page behind this one; undefined on the last. */
  readonly next: string | undefined;
};

/** A stretch of time, both ends included. */
export type Window = { readonly from: EpochMs; readonly to: EpochMs };

/** How the list below a create's own path is searched for what a lost answer left behind. */
export type Search = {
  /** The query of the page behind a cursor, of the first one where there is none; of all times without a window. */
  readonly query: (
    after: string | undefined,
    window: Window | undefined,
  ) => readonly (readonly [string, string])[];
  /** Whether the list can be asked for a window; else the query is of all times. */
  readonly takesWindow: boolean;
  /** What other operations may have left in an item: the refunds of a payment. Absent: nothing. */
  readonly parts?: (item: unknown) => readonly Told[];
  /** Undefined where an answer is no page of the list. */
  readonly read: (answer: unknown) => Page | undefined;
  /** The status with which the create would have been answered. */
  readonly madeStatus: number;
};

type Row<Id extends ProviderOperationId> = (typeof operations)[Id];

/** How a read recognises what the operation did: among what its list shows, or in the object that its path names. */
type Searching = { readonly search: Search; readonly shows?: never };
type Showing<Path> = {
  readonly search?: never;
  /**
   * What the object as it stands tells of this operation: undefined where it shows nothing of it. `found` is undefined
   * where there is no such object any more.
   */
  readonly shows: (
    found: unknown,
    asked: AskedOf<Path> & { readonly firstAt: EpochMs },
  ) => Told | undefined;
};

/** What a row's find asks of its contract. */
type Finding<Id extends ProviderOperationId> =
  Row<Id> extends { find: 'exact' }
    ? Row<Id> extends { again: 'search-first' }
      ? Searching
      : Searching | Showing<PathOf<Id>>
    : Row<Id> extends { find: 'status' | 'gone' }
      ? Showing<PathOf<Id>>
      : { readonly search?: never; readonly shows?: never };

type Refused = Extract<Outcome, { kind: 'refused' }>;

/** What an answer is an answer to. */
type AskedOf<Path> = { readonly reference: string; readonly path: Path };

/**
 * One operation, said as data and pure functions: what to accept, what to add, what to expect. Method, path, provider,
 * secret, permissions and what may be sent again follow from its row.
 */
export type Contract<Id extends ProviderOperationId, Body> = {
  /** What is looked at in the request's body; members that it does not name pass through. Absent: there is no body. */
  readonly body?: z.ZodMiniType<Body>;
  /** Whether the object that the path names must be read before it is changed. Absent: never. */
  readonly readsFirst?: (body: Body) => boolean;
  /** Leaves the operation's id in what is made, or keeps that of another; `found` is the object, if it was read. */
  readonly mark?: (
    body: Body,
    given: { readonly reference: string; readonly found: unknown },
  ) => object;
  /** What an answer with a 2xx status tells; undefined where it is not what was expected. */
  readonly tell: (answer: unknown, asked: AskedOf<PathOf<Id>>) => Told | undefined;
  /** What a refusal means where an earlier attempt may have been executed; absent: what it says. */
  readonly tellAgain?: (refusal: Refused, asked: AskedOf<PathOf<Id>>) => Outcome;
  readonly expect?: (asked: { readonly path: PathOf<Id>; readonly body: Body }) => Expectation;
  /** What a read must find that the answer itself need not say; absent: the amount and currency of `expect`. */
  readonly wants?: (body: Body) => Wanted;
} & Finding<Id>;

type AnyPath = Readonly<Record<string, string>>;

/** The same without its types: what the pipeline works with once a request has been read. */
export type AnyContract = {
  readonly body?: z.ZodMiniType;
  readonly readsFirst?: (body: JsonObject) => boolean;
  readonly mark?: (body: JsonObject, given: { reference: string; found: unknown }) => object;
  readonly tell: (answer: unknown, asked: AskedOf<AnyPath>) => Told | undefined;
  readonly tellAgain?: (refusal: Refused, asked: AskedOf<AnyPath>) => Outcome;
  readonly expect?: (asked: { readonly path: AnyPath; readonly body: JsonObject }) => Expectation;
  readonly wants?: (body: JsonObject) => Wanted;
  readonly search?: Search;
  readonly shows?: (
    found: unknown,
    asked: AskedOf<AnyPath> & { readonly firstAt: EpochMs },
  ) => Told | undefined;
};

const sameText = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Whether an answer names another reference, payment, amount or currency than the request did. */
export function contradicts(told: Told, expected: Expectation & { reference: string }): boolean {
  const differs = <Value>(
    one: Value | undefined,
    other: Value | undefined,
    same: (one: Value, other: Value) => boolean = Object.is,
  ): boolean => one !== undefined && other !== undefined && !same(one, other);
  return (
    differs(told.reference, expected.reference) ||
    differs(told.object, expected.object) ||
    differs(told.payment, expected.payment) ||
    differs(told.amount, expected.amount) ||
    differs(told.currency, expected.currency, sameText)
  );
}
