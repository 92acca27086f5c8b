import type * as z from 'zod/mini';
import type { operations, PathOf, ProviderOperationId } from '../operations.ts';
import type { JsonObject } from '../platform/body/body.ts';
import type { EpochMs } from '../platform/clock.ts';
import type { ListSearch, Window } from './list-search.ts';
import type { Answer, Outcome, ProviderObject } from './outcome.ts';

/** What a request asked for, kept for whoever reads at the provider instead. Amount in the smallest unit. */
export type Requested = {
  readonly amount?: number | undefined;
  readonly currency?: string | undefined;
};

/** What an answer must say where it says anything of it. Another value is a contradiction, an absent one is not. */
export type Expectation = Requested & {
  readonly id?: string | undefined;
  readonly resource?: string | undefined;
};

type Row<Id extends ProviderOperationId> = (typeof operations)[Id];

/**
 * The request that an answer belongs to. What was made before `since` is not this operation's, even if it carries its
 * reference: a key that is used again after its record has expired has the same reference as before.
 */
type AnsweredRequest<Path> = {
  readonly reference: string;
  readonly path: Path;
  readonly since: EpochMs;
};

/**
 * What an object at the provider shows of an operation: what it made or changed, which is nothing if `objects` is
 * empty; or that this cannot be told. Nothing counts as shown unless everything is understood that would have shown the
 * contrary.
 */
export type Observation = Seen | Unclear;

export type Seen = {
  readonly kind: 'seen';
  readonly objects: readonly ProviderObject[];
  /** What the caller is answered where there is no object any more that could be shown. */
  readonly answer?: Answer;
  /** What the operation may have made or changed, though nothing says that it was this one; absent: nothing. */
  readonly couldBe?: readonly ProviderObject[];
};

/** `why` names the member that is missing, or has a form that is not understood. */
export type Unclear = { readonly kind: 'unclear'; readonly why: string };

type ShowsEffect<Path> = (
  found: unknown,
  request: AnsweredRequest<Path> & {
    /** When an effect of the operation may have been made, as the provider dates it. */
    readonly window: Window;
  },
) => Observation;

/** A read recognises the effect of the operation in a list. */
type BySearch = { readonly search: ListSearch; readonly showsEffect?: never };

/** A read recognises the effect of the operation in the object that its path names. */
type ByObject<Path> = {
  readonly search?: never;
  /**
   * What the object shows of this operation. `found` is undefined where the provider says that there is no such object
   * any more.
   */
  readonly showsEffect: ShowsEffect<Path>;
};

/** What a row's `lookup` asks of its contract. */
type LookupOf<Id extends ProviderOperationId> =
  Row<Id> extends { lookup: 'exact' }
    ? Row<Id> extends { resend: 'search-first' }
      ? BySearch
      : BySearch | ByObject<PathOf<Id>>
    : Row<Id> extends { lookup: 'status' | 'gone' }
      ? ByObject<PathOf<Id>>
      : { readonly search?: never; readonly showsEffect?: never };

type Rejected = Extract<Outcome, { kind: 'rejected' }>;

/** What is given to a contract when it leaves the operation's reference in a body. */
type ReferenceContext = { readonly reference: string; readonly found: unknown };

/**
 * One operation, as data and pure functions: what to accept, what to add, what to expect. Method, path, provider,
 * secret, permissions and the resend rule follow from its row.
 */
export type Contract<Id extends ProviderOperationId, Body> = {
  /** What is checked in the request's body; other members pass through. Absent: there is no body. */
  readonly body?: z.ZodMiniType<Body>;
  /** Whether the object that the path names must be read before it is changed. Absent: never. */
  readonly readsFirst?: (body: Body) => boolean;
  /** Leaves the operation's id in what is made, or keeps that of another; `found` is the object, if it was read. */
  readonly addReference?: (body: Body, context: ReferenceContext) => object;
  /** What an answer with a 2xx status tells of; undefined where it is not what was expected. */
  readonly parse: (
    answer: unknown,
    request: AnsweredRequest<PathOf<Id>>,
  ) => ProviderObject | undefined;
  /** What a rejection means where an earlier attempt may have been executed. Absent: what it says. */
  readonly interpretRejectionOnRetry?: (
    rejection: Rejected,
    request: AnsweredRequest<PathOf<Id>>,
  ) => Outcome;
  readonly expect?: (request: { readonly path: PathOf<Id>; readonly body: Body }) => Expectation;
  /** What a read must find that the answer itself need not say. Absent: amount and currency of `expect`. */
  readonly requested?: (body: Body) => Requested;
  /** Whether a yes without a state only leads a customer on, so that nothing need come of it. @default - no */
  readonly mayOnlyLeadOn?: boolean;
  /** The number of the merchant's order that a create is to have paid; absent: it pays none. */
  readonly order?: (body: Body) => string | undefined;
} & LookupOf<Id>;

type AnyPath = Readonly<Record<string, string>>;

/** The same without its types, for code that handles any operation. */
export type AnyContract = {
  readonly body?: z.ZodMiniType;
  readonly readsFirst?: (body: JsonObject) => boolean;
  readonly addReference?: (body: JsonObject, context: ReferenceContext) => object;
  readonly parse: (
    answer: unknown,
    request: AnsweredRequest<AnyPath>,
  ) => ProviderObject | undefined;
  readonly interpretRejectionOnRetry?: (
    rejection: Rejected,
    request: AnsweredRequest<AnyPath>,
  ) => Outcome;
  readonly expect?: (request: { readonly path: AnyPath; readonly body: JsonObject }) => Expectation;
  readonly requested?: (body: JsonObject) => Requested;
  readonly mayOnlyLeadOn?: boolean;
  readonly order?: (body: JsonObject) => string | undefined;
  readonly search?: ListSearch;
  readonly showsEffect?: ShowsEffect<AnyPath>;
};
