import type { Answer } from '../../../functions/providers/outcome.ts';
import type { Entity, Made } from './made.ts';

/** A read as it comes to a provider. */
export type Asked = {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly account: string;
};

/** What a provider looks at when it answers: what it shows to this account, and what was there before. */
export type Shelf = {
  readonly at: number;
  readonly shown: readonly Made[];
  /** Payments of others, by the moments at which they were made. */
  readonly others: readonly number[];
  /** Whether the payments that were there before are captured already. */
  readonly isCaptured: boolean;
  readonly pageSize: number;
  readonly isOldestFirst: boolean;
  /** How the payment that nobody here has made is by now; absent before anything has happened to it. */
  readonly happened?: Entity | undefined;
};

const createdAt = (entity: Entity): string => String(entity['created_at'] ?? entity['createdAt']);

/** Items of a list in the provider's order, which no document says; those of the same second as they were made. */
export function inOrder<Item extends Entity>(
  { isOldestFirst }: Shelf,
  items: readonly Item[],
): readonly Item[] {
  const sorted = [...items].sort((one, other) =>
    createdAt(one) < createdAt(other) ? -1 : Number(createdAt(one) > createdAt(other)),
  );
  return isOldestFirst ? sorted : sorted.reverse();
}

/** How a provider speaks: all that differs between the providers of the worlds. */
export type Speech = {
  readonly error: (status: number, code: string) => Answer;
  readonly declined: Answer;
  /** A clear no whose code is in no list of ours. */
  readonly rejected: Answer;
  /** Why a change can no longer be made; undefined where it can. */
  readonly rejection: (path: string, made: readonly Made[]) => Answer | undefined;
  /** The id of what a request makes or changes, the `count`-th. */
  readonly idOf: (path: string, count: number) => string;
  /** How a request that was executed is answered. */
  readonly done: (one: Made, path: string, shelf: Shelf) => Answer;
  readonly read: (asked: Asked, shelf: Shelf) => Answer;
  /** The same read of the page before or after the one that is asked for; undefined where there is none. */
  readonly beside: (asked: Asked, page: Entity, step: 1 | -1) => Asked | undefined;
};

/** `/api/v1/payments/pay_1/refund` → `['payments', 'pay_1', 'refund']` */
export const partsOf = (path: string): readonly string[] => path.split('/').slice(3);
